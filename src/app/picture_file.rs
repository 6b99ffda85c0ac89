//! Pictures as PNG files.

/// A picture: rows from top to bottom, four bytes (red, green, blue, opacity) for each pixel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureFile {
    /// Width in pixels.
    pub width: usize,
    /// Height in pixels.
    pub height: usize,
    /// The pixels: `width * height * 4` bytes.
    pub rgba: Vec<u8>,
}

impl PictureFile {
    /// Returns the picture as a PNG file.
    ///
    /// # Errors
    /// Returns the error of the encoder if the number of bytes does not fit the size.
    pub fn to_png(&self) -> Result<Vec<u8>, png::EncodingError> {
        let to_u32 = |pixels| u32::try_from(pixels).unwrap_or(u32::MAX);
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, to_u32(self.width), to_u32(self.height));
        encoder.set_color(png::ColorType::Rgba);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.write_header()?.write_image_data(&self.rgba)?;
        Ok(bytes)
    }
}
