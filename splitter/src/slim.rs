//! The parts as they are sent: without names, and with numbers as short as they can be. (The linker leaves every number that
//! may have to be changed at its full length. wasm-bindgen does the same for the main part.)

use wasm_encoder::Module;
use wasm_encoder::reencode::{Error, Reencode};
use wasmparser::{CustomSectionReader, Parser};

use crate::Fault;

struct Slim;

impl Reencode for Slim {
    type Error = std::convert::Infallible;

    fn parse_custom_section(&mut self, _: &mut Module, _: CustomSectionReader<'_>) -> Result<(), Error<Self::Error>> {
        Ok(())
    }
}

/// Writes a module anew.
pub fn slim(module: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut written = Module::new();
    Slim.parse_core_module(&mut written, Parser::new(0), module)?;
    Ok(written.finish())
}

#[cfg(test)]
mod tests {
    use super::slim;

    #[test]
    fn names_go_and_numbers_are_written_short() {
        // A function type, the function, its body `i32.const 1; drop` with the 1 written in five bytes, and a custom section.
        let module = [
            b"\0asm\x01\0\0\0".as_slice(),
            b"\x01\x04\x01\x60\0\0\x03\x02\x01\0",
            b"\x0a\x0b\x01\x09\0\x41\x81\x80\x80\x80\0\x1a\x0b",
            b"\0\x05\x04name",
        ]
        .concat();
        let slim = slim(&module).unwrap();
        let expected =
            [b"\0asm\x01\0\0\0".as_slice(), b"\x01\x04\x01\x60\0\0\x03\x02\x01\0", b"\x0a\x07\x01\x05\0\x41\x01\x1a\x0b"].concat();
        assert_eq!(slim, expected);
    }
}
