package discord

import "time"

// SetIdentifySpace shortens the time between sessions for tests on a real clock.
func (g *Gateway) SetIdentifySpace(d time.Duration) { g.space = d }
