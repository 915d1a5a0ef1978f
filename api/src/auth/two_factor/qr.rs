//! A text as a QR code: an SVG image of one path, which any page can show.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

use crate::refusal::Refusal;

/// The quiet zone that readers need around the code, in modules.
const QUIET: usize = 4;

/// The image, black on white whatever the page's colours are: readers don't know it otherwise.
///
/// # Errors
/// The text is longer than a code can be.
pub(super) fn svg(text: &str) -> Result<String, Refusal> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|error| Refusal::Internal(error.to_string()))?;
    let (width, mut path) = (code.width(), String::new());
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|one, other| one == other) {
            if run.first() == Some(&Color::Dark) {
                let _ = write!(path, "M{} {}h{}v1h-{}z", x + QUIET, y + QUIET, run.len(), run.len());
            }
            x += run.len();
        }
    }
    let side = width + 2 * QUIET;
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_image_has_the_modules_of_the_code_and_nothing_of_the_text() {
        let text = "otpauth://totp/Countersign:x?secret=<script>\"&";
        let (image, code) = (svg(text).unwrap(), QrCode::with_error_correction_level(text, EcLevel::M).unwrap());
        assert!(!image.contains("script") && !image.contains("otpauth"), "{image}");
        let runs = image.split_once("fill=\"#000\" d=\"").unwrap().1.split_once('"').unwrap().0;
        let dark: usize = runs.split('M').skip(1).map(|run| run.split(['h', 'v']).nth(1).unwrap().parse::<usize>().unwrap()).sum();
        assert_eq!(dark, code.to_colors().iter().filter(|color| **color == Color::Dark).count());
        // The upper left finder pattern begins after the quiet zone.
        assert!(runs.starts_with("M4 4h7v1h-7z"), "{runs}");
    }

    #[test]
    fn what_is_too_long_for_a_code_is_refused() {
        assert!(svg(&"x".repeat(254 + 200)).is_ok());
        assert!(svg(&"x".repeat(5_000)).is_err());
    }
}
