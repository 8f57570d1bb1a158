package syntax

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
)

// A decrypter opens files that are encrypted so that everybody may read them: the password is empty (ISO 32000-2, 7.6).
// A nil one leaves all as it is.
type decrypter struct {
	key     []byte
	strs    method
	streams method
	meta    bool // metadata streams are encrypted too
}

// A method is how strings or streams are encrypted.
type method uint8

const (
	identity method = iota
	rc4Method
	aes128
	aes256
)

// decrypt finds the key when the file is encrypted.
func (f *File) decrypt() error {
	f.crypt = nil
	d := f.Dict(f.trailer["Encrypt"])
	if d == nil {
		if f.trailer["Encrypt"] != nil {
			return fmt.Errorf("%w: how it is encrypted cannot be told", ErrDamaged)
		}
		return nil
	}
	if f.Name(d["Filter"]) != "Standard" {
		return fmt.Errorf("%w for the holder of a certificate", ErrEncrypted)
	}
	c := &decrypter{meta: true}
	if v, ok := f.Resolve(d["EncryptMetadata"]).(bool); ok {
		c.meta = v
	}
	if err := c.methods(f, d); err != nil {
		return err
	}
	if !c.unlock(f, d) {
		return fmt.Errorf("%w: it opens with a password only", ErrEncrypted)
	}
	f.forget()
	f.crypt = c
	return nil
}

// methods reads how strings and streams are encrypted.
func (c *decrypter) methods(f *File, d Dict) error {
	switch v := f.Int(d["V"]); v {
	case 1, 2, 3:
		c.strs, c.streams = rc4Method, rc4Method
		return nil
	case 4, 5:
		filters := f.Dict(d["CF"])
		of := func(key Name) (method, bool) {
			name := f.Name(d[key])
			if name == "" || name == "Identity" {
				return identity, true
			}
			m, ok := map[Name]method{"None": identity, "V2": rc4Method, "AESV2": aes128, "AESV3": aes256}[f.Name(f.Dict(filters[name])["CFM"])]
			return m, ok
		}
		var ok, ok2 bool
		c.strs, ok = of("StrF")
		c.streams, ok2 = of("StmF")
		if ok && ok2 {
			return nil
		}
	}
	return fmt.Errorf("%w in a way that is not known", ErrEncrypted)
}

// pad fills passwords up to 32 bytes.
const pad = "\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A"

// unlock tries the empty password.
func (c *decrypter) unlock(f *File, d Dict) bool {
	text := func(key Name) []byte { s, _ := f.Resolve(d[key]).(String); return []byte(s) }
	o, u, revision := text("O"), text("U"), f.Int(d["R"])
	if revision >= 5 {
		return c.unlock256(u, text("UE"), revision)
	}
	if len(o) < 32 || len(u) < 16 {
		return false
	}
	var id String
	if ids := f.Array(f.trailer["ID"]); len(ids) > 0 {
		id, _ = f.Resolve(ids[0]).(String)
	}
	n := 5
	if revision >= 3 {
		n = min(max(f.Int(d["Length"])/8, 5), 16)
		if f.Int(d["V"]) == 4 {
			n = 16
		}
	}
	h := md5.New()
	h.Write([]byte(pad))
	h.Write(o[:32])
	_ = binary.Write(h, binary.LittleEndian, uint32(int64(f.Int(d["P"]))))
	h.Write([]byte(id))
	if revision >= 4 && !c.meta {
		h.Write([]byte{0xFF, 0xFF, 0xFF, 0xFF})
	}
	key := h.Sum(nil)
	if revision >= 3 {
		for range 50 {
			sum := md5.Sum(key[:n])
			key = sum[:]
		}
	}
	c.key = key[:n]
	return bytes.HasPrefix(u, c.check([]byte(id), revision))
}

// check returns what U begins with when the key is right (algorithms 4 and 5).
func (c *decrypter) check(id []byte, revision int) []byte {
	if revision < 3 {
		return rc4With(c.key, []byte(pad))
	}
	sum := md5.Sum(append([]byte(pad), id...))
	out := sum[:]
	for i := range 20 {
		key := bytes.Clone(c.key)
		for j := range key {
			key[j] ^= byte(i)
		}
		out = rc4With(key, out)
	}
	return out
}

// unlock256 is for files with keys of 256 bits: U holds a hash, a salt for it and a salt for the key.
func (c *decrypter) unlock256(u, ue []byte, revision int) bool {
	if len(u) < 48 || len(ue) < 32 {
		return false
	}
	hash := hardened
	if revision == 5 {
		hash = func(salt []byte) []byte { sum := sha256.Sum256(salt); return sum[:] }
	}
	if !bytes.Equal(hash(u[32:40]), u[:32]) {
		return false
	}
	block, err := aes.NewCipher(hash(u[40:48]))
	if err != nil {
		return false
	}
	c.key = make([]byte, 32)
	cipher.NewCBCDecrypter(block, make([]byte, 16)).CryptBlocks(c.key, ue[:32])
	return true
}

func rc4With(key, data []byte) []byte {
	out := make([]byte, len(data))
	if c, err := rc4.NewCipher(key); err == nil {
		c.XORKeyStream(out, data)
	}
	return out
}
