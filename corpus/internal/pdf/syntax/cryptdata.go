package syntax

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/sha256"
	"crypto/sha512"
)

// hardened is the hash of revision 6 for the empty password and a salt (ISO 32000-2, algorithm 2.B).
func hardened(salt []byte) []byte {
	sum := sha256.Sum256(salt)
	k := sum[:]
	for round := 0; ; round++ {
		e := make([]byte, 0, 64*len(k))
		for range 64 {
			e = append(e, k...)
		}
		block, err := aes.NewCipher(k[:16])
		if err != nil {
			return nil
		}
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(e, e)
		mod := 0
		for _, c := range e[:16] {
			mod += int(c)
		}
		switch mod % 3 {
		case 0:
			s := sha256.Sum256(e)
			k = s[:]
		case 1:
			s := sha512.Sum384(e)
			k = s[:]
		default:
			s := sha512.Sum512(e)
			k = s[:]
		}
		if round >= 63 && int(e[len(e)-1]) <= round-31 {
			return k[:32]
		}
	}
}

// stream returns the bytes of a stream as they were before encryption.
func (c *decrypter) stream(s *Stream) []byte {
	if c == nil || s.Dict["Type"] == Name("XRef") || s.Dict["Type"] == Name("Metadata") && !c.meta {
		return s.raw
	}
	return c.open(c.streams, s.ref, s.raw)
}

// strings decrypts the strings in an object that stands in the file itself.
func (c *decrypter) strings(ref Ref, o Object) Object {
	if c == nil || c.strs == identity {
		return o
	}
	switch v := o.(type) {
	case String:
		return String(c.open(c.strs, ref, []byte(v)))
	case Array:
		for i := range v {
			v[i] = c.strings(ref, v[i])
		}
	case Dict:
		for k := range v {
			v[k] = c.strings(ref, v[k])
		}
	case *Stream:
		c.strings(ref, v.Dict)
	}
	return o
}

func (c *decrypter) open(m method, ref Ref, data []byte) []byte {
	switch m {
	case rc4Method:
		return rc4With(c.objectKey(ref, ""), data)
	case aes128:
		return cbc(c.objectKey(ref, "sAlT"), data)
	case aes256:
		return cbc(c.key, data)
	}
	return data
}

// objectKey is algorithm 1: each object has a key of its own.
func (c *decrypter) objectKey(ref Ref, salt string) []byte {
	n := ref.Num
	in := append([]byte(nil), c.key...)
	in = append(in, byte(n), byte(n>>8), byte(n>>16), byte(ref.Gen), byte(ref.Gen>>8))
	sum := md5.Sum(append(in, salt...))
	return sum[:min(len(c.key)+5, 16)]
}

// cbc undoes AES with the vector in front and the padding behind. A block that is not whole is dropped.
func cbc(key, data []byte) []byte {
	if len(data) < 2*aes.BlockSize {
		return nil
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil
	}
	iv, body := data[:aes.BlockSize], data[aes.BlockSize:]
	out := make([]byte, len(body)/aes.BlockSize*aes.BlockSize)
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(out, body[:len(out)])
	if n := int(out[len(out)-1]); n >= 1 && n <= aes.BlockSize {
		out = out[:len(out)-n]
	}
	return out
}
