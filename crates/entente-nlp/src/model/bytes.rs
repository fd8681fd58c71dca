//! Numbers, texts, lists and matrices as bytes and back.

use crate::error::{Error, ErrorKind};
use crate::network::math::Mat;

/// Collects bytes.
#[derive(Default)]
pub(super) struct Writer {
    pub(super) bytes: Vec<u8>,
}

impl Writer {
    pub(super) fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    pub(super) fn number(&mut self, value: u32) {
        self.raw(&value.to_le_bytes());
    }

    pub(super) fn text(&mut self, text: &str) {
        self.number(text.len() as u32);
        self.raw(text.as_bytes());
    }

    pub(super) fn list<T>(&mut self, items: &[T], mut each: impl FnMut(&mut Writer, &T)) {
        self.number(items.len() as u32);
        items.iter().for_each(|item| each(self, item));
    }

    pub(super) fn mat(&mut self, mat: &Mat) {
        self.number(mat.rows as u32);
        self.number(mat.cols as u32);
        self.list(&mat.data, |w, v| w.raw(&v.to_le_bytes()));
    }
}

/// Reads what [`Writer`] wrote; every read checks that enough is left.
pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

fn short() -> Error {
    Error::new(ErrorKind::Corrupt, "the language model ends too early")
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { rest: bytes }
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    fn take(&mut self, n: usize) -> Result<&'a [u8], Error> {
        let (head, tail) = self.rest.split_at_checked(n).ok_or_else(short)?;
        self.rest = tail;
        Ok(head)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        self.take(N)?.try_into().map_err(|_| short())
    }

    pub(super) fn byte(&mut self) -> Result<u8, Error> {
        Ok(self.array::<1>()?[0])
    }

    pub(super) fn short(&mut self) -> Result<u16, Error> {
        Ok(u16::from_le_bytes(self.array()?))
    }

    pub(super) fn number(&mut self) -> Result<u32, Error> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    pub(super) fn wide(&mut self) -> Result<u64, Error> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    pub(super) fn text(&mut self) -> Result<String, Error> {
        let n = self.number()? as usize;
        let bytes = self.take(n)?;
        String::from_utf8(bytes.to_vec())
            .map_err(|_| Error::new(ErrorKind::Corrupt, "the language model holds broken text"))
    }

    pub(super) fn list<T>(
        &mut self,
        mut each: impl FnMut(&mut Reader<'a>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let n = self.number()? as usize;
        if n > self.rest.len() {
            return Err(short());
        }
        (0..n).map(|_| each(self)).collect()
    }

    pub(super) fn byte_list(&mut self) -> Result<Vec<u8>, Error> {
        let n = self.number()? as usize;
        Ok(self.take(n)?.to_vec())
    }

    pub(super) fn shorts(&mut self) -> Result<Vec<u16>, Error> {
        let n = self.number()? as usize;
        let bytes = self.take(n.checked_mul(2).ok_or_else(short)?)?;
        Ok(bytes.chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])).collect())
    }

    pub(super) fn floats(&mut self) -> Result<Vec<f32>, Error> {
        let n = self.number()? as usize;
        let bytes = self.take(n.checked_mul(4).ok_or_else(short)?)?;
        Ok(bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
    }

    pub(super) fn mat(&mut self) -> Result<Mat, Error> {
        let (rows, cols) = (self.number()? as usize, self.number()? as usize);
        let data = self.floats()?;
        if rows.checked_mul(cols) != Some(data.len()) {
            return Err(Error::new(ErrorKind::Corrupt, "a matrix of the language model has the wrong size"));
        }
        Ok(Mat { rows, cols, data })
    }
}
