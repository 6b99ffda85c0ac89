//! Arithmetic on colours with four channels of 8 bits in a `u32`: blue, green, red and, in the highest bits, opacity.
//! Red, green and blue are premultiplied with the opacity. Window systems use the same order, so that pixels are painted
//! in place.
//!
//! Two channels are computed at once, each in 16 bits of their own. The results are those of [`Color32`].

use eframe::egui::Color32;

/// The lower channel of each pair of channels.
const EVEN_CHANNELS: u32 = 0x00ff_00ff;

/// Returns a colour of egui as a pixel.
pub(super) fn from_color(color: Color32) -> u32 {
    let [red, green, blue, alpha] = color.to_array();
    u32::from_le_bytes([blue, green, red, alpha])
}

/// Returns a pixel as red, green, blue and opacity.
pub(super) fn to_rgba(pixel: u32) -> [u8; 4] {
    let [blue, green, red, alpha] = pixel.to_le_bytes();
    [red, green, blue, alpha]
}

/// Returns the opacity of a pixel, from 0 to 255.
#[inline(always)]
pub(super) const fn alpha(pixel: u32) -> u32 {
    pixel >> 24
}

/// Multiplies two channels by a factor from 0 to 255, divides them by 255, and rounds.
#[inline(always)]
const fn scale_pair(pair: u32, factor: u32) -> u32 {
    // With 127 added, the division rounds to the nearest number. `(n + 1 + n / 256) / 256` is `n / 255` for all n
    // below 65,535.
    let products = pair * factor + 0x007f_007f;
    ((products + 0x0001_0001 + ((products >> 8) & EVEN_CHANNELS)) >> 8) & EVEN_CHANNELS
}

/// Multiplies all channels by a factor from 0 to 255, divides them by 255, and rounds.
#[inline(always)]
pub(super) const fn scale(pixel: u32, factor: u32) -> u32 {
    scale_pair(pixel & EVEN_CHANNELS, factor) | (scale_pair((pixel >> 8) & EVEN_CHANNELS, factor) << 8)
}

/// Adds two channels, and limits each sum to 255.
#[inline(always)]
const fn add_pair(first: u32, second: u32) -> u32 {
    let sums = first + second;
    let overflows = sums & 0x0100_0100;
    (sums | (overflows - (overflows >> 8))) & EVEN_CHANNELS
}

/// Returns the colour of `top` in front of `below`, blended in gamma space.
#[inline(always)]
pub(super) const fn blend(below: u32, top: u32) -> u32 {
    let factor = 255 - alpha(top);
    let even = add_pair(scale_pair(below & EVEN_CHANNELS, factor), top & EVEN_CHANNELS);
    let odd = add_pair(scale_pair((below >> 8) & EVEN_CHANNELS, factor), (top >> 8) & EVEN_CHANNELS);
    even | (odd << 8)
}

/// Multiplies two colours channel by channel, in gamma space.
#[inline(always)]
pub(super) const fn tint(texel: u32, color: u32) -> u32 {
    if texel == (texel & 0xff) * 0x0101_0101 {
        // Most texels are those of letters, which have four equal channels.
        return scale(color, texel & 0xff);
    }
    let [texel, color] = [texel.to_le_bytes(), color.to_le_bytes()];
    let mut channels = [0; 4];
    let mut index = 0;
    while index < 4 {
        channels[index] = ((texel[index] as u32 * color[index] as u32 + 127) / 255) as u8;
        index += 1;
    }
    u32::from_le_bytes(channels)
}

/// Returns the mixture of two colours; 0 is `first` and 1 is `second`.
pub(super) fn mix(first: u32, second: u32, part: f32) -> u32 {
    let [first, second] = [first, second].map(|pixel| {
        let [b, g, r, a] = pixel.to_le_bytes();
        Color32::from_rgba_premultiplied(b, g, r, a)
    });
    u32::from_le_bytes(first.lerp_to_gamma(second, part).to_array())
}

/// Paints one colour over a row of pixels.
pub(super) fn fill_row(row: &mut [u32], color: u32) {
    match alpha(color) {
        255 => row.fill(color),
        _ if color == 0 => {}
        _ => row.iter_mut().for_each(|pixel| *pixel = blend(*pixel, color)),
    }
}

/// Paints a row of texels, tinted with a colour, over a row of pixels.
pub(super) fn paint_texels(row: &mut [u32], texels: &[u32], color: u32) {
    for (pixel, texel) in row.iter_mut().zip(texels) {
        // Empty texels are skipped, because most of a glyph's rectangle is empty.
        if *texel != 0 {
            let top = tint(*texel, color);
            *pixel = if alpha(top) == 255 { top } else { blend(*pixel, top) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns colours with channels that are small, large and in between, and premultiplied or not.
    fn colors() -> Vec<Color32> {
        let mut seed = 7_u32;
        let mut colors = vec![Color32::TRANSPARENT, Color32::WHITE, Color32::BLACK];
        colors.extend((0..400).map(|_| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let [first, second, third, fourth] = seed.to_be_bytes();
            Color32::from_rgba_premultiplied(second, first, third, fourth ^ first)
        }));
        colors.extend((0..=255).map(|level| Color32::from_rgba_premultiplied(level, level, level, level)));
        colors
    }

    #[test]
    fn pixels_are_computed_as_egui_computes_colours() {
        for first in colors() {
            for second in colors() {
                let [one, two] = [first, second].map(from_color);
                assert_eq!(blend(one, two), from_color(first.blend(second)), "{first:?} {second:?}");
                assert_eq!(tint(one, two), from_color(first * second), "{first:?} {second:?}");
                assert_eq!(mix(one, two, 0.3), from_color(first.lerp_to_gamma(second, 0.3)));
            }
        }
    }
}
