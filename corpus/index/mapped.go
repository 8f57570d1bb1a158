package index

// Scorch maps its files into memory. What was read of them counts as memory of this process from then on, though the pages are
// clean and the system has them anyway; after some hundred questions to a million sentences that is most of the index, since
// Linux maps 64 KiB around every byte that is read. So they are given back now and then: they stay in the system's cache as
// long as it has room, and reading them again costs a fault without a disk.
const (
	mappedMost = 48 << 20 // bytes that may have been mapped before they are given back, some of them counted twice
	around     = 64 << 10 // bytes that are mapped for one that is read
	posting    = 4        // bytes at most, mostly, of a posting with its frequency and length
)

// touch notes that about so many bytes of the files were read.
func (s *store) touch(n int) { s.touched.Add(int64(n)) }

// Close gives the snapshot up, and after much reading the memory that shows the files.
func (s *snapshot) Close() error {
	if s.store.touched.Load() > mappedMost {
		s.store.touched.Store(0)
		for _, seg := range s.Segments() {
			if file, ok := seg.Segment().(interface{ Data() []byte }); ok { // else it is in memory alone
				giveBack(file.Data())
			}
		}
	}
	return s.IndexSnapshot.Close()
}
