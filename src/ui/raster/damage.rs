//! Finds what has changed since the last frame, so that only this is painted and sent to the display.
//!
//! The window is divided into tiles. Each tile has a fingerprint of all elements that can change its pixels, in their
//! order. A tile with the same fingerprint as in the last frame has the same pixels.

use super::{
    PixelArea,
    scene::{Element, Look, Scene},
};

/// Width and height of a tile in pixels.
const TILE_PIXELS: i32 = 64;
/// With more areas than this, it takes longer to look for the elements in each than to paint what is between them.
const MAX_AREAS: usize = 24;

/// The tiles of a window, with what they showed in the last frame. `Default` is a window that was never painted.
#[derive(Default)]
pub struct Damage {
    /// Width and height of the window in pixels.
    size: [usize; 2],
    /// The number of the last frame.
    frame: u64,
    /// The tiles, row by row.
    tiles: Vec<Tile>,
}

/// A part of the window.
#[derive(Clone, Copy)]
struct Tile {
    /// The fingerprint of the elements in the last frame.
    fingerprint: u64,
    /// The number of the frame in which the tile last changed.
    changed_in: u64,
}

impl Damage {
    /// Compares a frame with the frame before. To be called once for each frame.
    pub fn update(&mut self, scene: &Scene<'_>) {
        self.frame += 1;
        let count = tiles_across(scene.size[0]) * tiles_across(scene.size[1]);
        if scene.size != self.size {
            self.size = scene.size;
            self.tiles.clear();
        }
        let mut fingerprints = vec![u64::from(scene.background); count];
        let columns = tiles_across(self.size[0]);
        let mut changed = vec![false; count];
        for element in &scene.elements {
            let fingerprint = fingerprint(element, scene);
            let shows_new_texels =
                element.texels(scene).is_some_and(|(texels, texture)| texture.replaced.intersects(texels));
            let [left, right] =
                [element.area.left, element.area.right - 1].map(|x| (x / TILE_PIXELS) as usize);
            let [top, bottom] =
                [element.area.top, element.area.bottom - 1].map(|y| (y / TILE_PIXELS) as usize);
            for row in top..=bottom {
                for tile in row * columns + left..=row * columns + right {
                    fingerprints[tile] = combine(fingerprints[tile], fingerprint);
                    changed[tile] |= shows_new_texels;
                }
            }
        }
        let frame = self.frame;
        self.tiles.resize(count, Tile { fingerprint: 0, changed_in: 0 });
        for ((tile, fingerprint), changed) in self.tiles.iter_mut().zip(fingerprints).zip(changed) {
            if changed || tile.fingerprint != fingerprint || tile.changed_in == 0 {
                *tile = Tile { fingerprint, changed_in: frame };
            }
        }
    }

    /// Returns the areas that have changed in the last `frames` frames: 1 for the changes since the frame before. Returns
    /// the whole window for 0, which stands for a frame that was never painted. No two areas have a pixel in common.
    #[must_use]
    pub fn changed_areas(&self, frames: u8) -> Vec<PixelArea> {
        let whole = PixelArea::of_size(self.size);
        if frames == 0 {
            return vec![whole];
        }
        let areas = self.areas_by_rows(frames);
        if areas.len() <= MAX_AREAS {
            return areas;
        }
        vec![areas.into_iter().fold(PixelArea::EMPTY, PixelArea::union)]
    }

    /// Returns the changed tiles, joined with their neighbours in a row, and with equal parts of the rows below.
    fn areas_by_rows(&self, frames: u8) -> Vec<PixelArea> {
        let whole = PixelArea::of_size(self.size);
        let is_changed = |tile: &Tile| tile.changed_in + u64::from(frames) > self.frame;
        let mut areas: Vec<PixelArea> = Vec::new();
        for (row, tiles) in self.tiles.chunks(tiles_across(self.size[0]).max(1)).enumerate() {
            let mut start = 0;
            for run in tiles.chunk_by(|first, second| is_changed(first) == is_changed(second)) {
                let end = start + run.len();
                if is_changed(&run[0]) {
                    let [left, top, right, bottom] =
                        [start, row, end, row + 1].map(|tile| tile as i32 * TILE_PIXELS);
                    let area = PixelArea { left, top, right, bottom }.intersection(whole);
                    let above = areas.iter_mut().find(|above| {
                        (above.left, above.right, above.bottom) == (area.left, area.right, area.top)
                    });
                    match above {
                        Some(above) => above.bottom = area.bottom,
                        None => areas.push(area),
                    }
                }
                start = end;
            }
        }
        areas
    }
}

/// Returns the number of tiles that a number of pixels needs.
fn tiles_across(pixels: usize) -> usize {
    pixels.div_ceil(TILE_PIXELS as usize)
}

/// Returns a fingerprint in which another part is included. The order of the parts matters.
#[inline(always)]
fn combine(fingerprint: u64, part: u64) -> u64 {
    let product = u128::from(fingerprint.rotate_left(23) ^ part) * 0x9e37_79b9_7f4a_7c15;
    (product >> 64) as u64 ^ product as u64
}

/// Returns a number that is the same for two elements only if they have the same pixels.
fn fingerprint(element: &Element, scene: &Scene<'_>) -> u64 {
    let pair = |first: i32, second: i32| u64::from(first as u32) << 32 | u64::from(second as u32);
    let PixelArea { left, top, right, bottom } = element.area;
    let area = combine(pair(left, top), pair(right, bottom));
    let with_corners = |fingerprint: u64, triangle: usize| {
        scene.triangles[triangle].iter().fold(fingerprint, |fingerprint, corner| {
            let place = combine(fingerprint, pair(corner.x as i32, corner.y as i32));
            combine(combine(place, pair(corner.u as i32, corner.v as i32)), u64::from(corner.color))
        })
    };
    match element.look {
        Look::Plain { color } => combine(area, u64::from(color)),
        Look::Texels { texture, offset: [right, down], color } => {
            let texels = combine(combine(area, pair(right, down)), scene.textures[texture].stamp);
            combine(texels, u64::from(color) | 1 << 32)
        }
        Look::PlainTriangle { triangle, color } => {
            with_corners(combine(area, u64::from(color) | 2 << 32), triangle)
        }
        Look::Triangle { triangle, texture } => {
            with_corners(combine(combine(area, scene.textures[texture].stamp), 3 << 32), triangle)
        }
    }
}
