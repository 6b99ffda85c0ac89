//! Draws the files of the icons for egui. They are SVG files of one simple form, which `tests/icons.rs` checks: a square
//! with a single path, drawn as a line. So no library for SVG is needed, only one that reads and draws a path.

use std::{collections::HashMap, sync::Arc};

use eframe::egui::{
    self, Color32, ColorImage, Vec2,
    load::{BytesPoll, ImageLoadResult, ImageLoader, ImagePoll, LoadError, SizeHint},
    mutex::Mutex,
};
use kurbo::{BezPath, PathEl};
use tiny_skia::{LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Stroke, Transform};

/// Width of the lines of icons, in points.
const LINE_WIDTH_POINTS: f32 = 1.5;
/// The maximum width of a picture of an icon, in pixels.
const MAX_PICTURE_PIXELS: u32 = 4_096;

/// Lets this context show icons.
pub(crate) fn install_icon_loader(ctx: &egui::Context) {
    if !ctx.is_loader_installed(IconLoader::ID) {
        ctx.add_image_loader(Arc::new(IconLoader::default()));
    }
}

/// Draws icons, and keeps their pictures.
#[derive(Default)]
struct IconLoader {
    /// The pictures by the URI and the width in pixels. There are as many as icons and sizes, so none is dropped while
    /// the scale of the screen stays the same.
    pictures: Mutex<HashMap<(String, u32), Arc<ColorImage>>>,
}

impl IconLoader {
    const ID: &'static str = egui::generate_loader_id!(IconLoader);
}

impl ImageLoader for IconLoader {
    fn id(&self) -> &str {
        Self::ID
    }

    fn load(&self, ctx: &egui::Context, uri: &str, size: SizeHint) -> ImageLoadResult {
        if !egui::load::has_extension(uri, "svg") {
            return Err(LoadError::NotSupported);
        }
        let bytes = match ctx.try_load_bytes(uri)? {
            BytesPoll::Ready { bytes, .. } => bytes,
            BytesPoll::Pending { size } => return Ok(ImagePoll::Pending { size }),
        };
        let icon =
            IconFile::parse(&bytes).ok_or_else(|| LoadError::Loading(format!("{uri} is not an icon")))?;
        let width = icon.width_in_pixels(size);
        let mut pictures = self.pictures.lock();
        if let Some(image) = pictures.get(&(uri.to_owned(), width)) {
            return Ok(ImagePoll::Ready { image: Arc::clone(image) });
        }
        let image = icon.draw(width).ok_or_else(|| LoadError::Loading(format!("{uri} can't be drawn")))?;
        let image = Arc::new(image);
        pictures.insert((uri.to_owned(), width), Arc::clone(&image));
        Ok(ImagePoll::Ready { image })
    }

    fn forget(&self, uri: &str) {
        self.pictures.lock().retain(|(other, _), _| other != uri);
    }

    fn forget_all(&self) {
        self.pictures.lock().clear();
    }

    fn byte_size(&self) -> usize {
        let pictures = self.pictures.lock();
        pictures.values().map(|image| image.pixels.len() * size_of::<Color32>()).sum()
    }
}

/// The content of an icon file.
struct IconFile<'a> {
    /// Width and height, in points.
    width: f32,
    /// The commands of the path, such as "M3 3L13 13".
    path: &'a str,
}

impl<'a> IconFile<'a> {
    /// Finds the width and the path of an icon; `None` if the file is not an icon.
    fn parse(bytes: &'a [u8]) -> Option<Self> {
        let file = std::str::from_utf8(bytes).ok()?;
        let attribute = |start: &str| Some(file.split_once(start)?.1.split_once('"')?.0);
        Some(Self { width: attribute(" width=\"")?.parse().ok()?, path: attribute(" d=\"")? })
    }

    /// Returns the width of the picture with which egui fills a space of this size, in pixels.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the width is rounded and at most some thousand pixels"
    )]
    fn width_in_pixels(&self, size: SizeHint) -> u32 {
        let width = match size {
            SizeHint::Size { width, height, .. } => width.min(height),
            SizeHint::Height(height) => height,
            SizeHint::Width(width) => width,
            SizeHint::Scale(scale) => (scale.into_inner() * self.width).round() as u32,
        };
        width.clamp(1, MAX_PICTURE_PIXELS)
    }

    /// Draws the icon in white, with this width and height in pixels. Returns `None` if its path is wrong.
    fn draw(&self, width: u32) -> Option<ColorImage> {
        let path = self.path()?;
        let mut pixmap = Pixmap::new(width, width)?;
        let mut paint = Paint::default();
        paint.set_color_rgba8(255, 255, 255, 255);
        let stroke = Stroke {
            width: LINE_WIDTH_POINTS,
            line_cap: LineCap::Round,
            line_join: LineJoin::Round,
            ..Stroke::default()
        };
        #[expect(clippy::cast_precision_loss, reason = "the width is at most some thousand pixels")]
        let scale = width as f32 / self.width;
        pixmap.stroke_path(&path, &paint, &stroke, Transform::from_scale(scale, scale), None);
        let side = width as usize;
        let image = ColorImage::from_rgba_premultiplied([side, side], pixmap.data());
        Some(image.with_source_size(Vec2::splat(self.width)))
    }

    /// Returns the path in points.
    fn path(&self) -> Option<Path> {
        let mut builder = PathBuilder::new();
        #[expect(clippy::cast_possible_truncation, reason = "f32 is precise enough for points")]
        let xy = |point: kurbo::Point| (point.x as f32, point.y as f32);
        for element in BezPath::from_svg(self.path).ok()? {
            match element {
                PathEl::MoveTo(to) => builder.move_to(xy(to).0, xy(to).1),
                PathEl::LineTo(to) => builder.line_to(xy(to).0, xy(to).1),
                PathEl::QuadTo(by, to) => builder.quad_to(xy(by).0, xy(by).1, xy(to).0, xy(to).1),
                PathEl::CurveTo(by, then, to) => {
                    builder.cubic_to(xy(by).0, xy(by).1, xy(then).0, xy(then).1, xy(to).0, xy(to).1);
                }
                PathEl::ClosePath => builder.close(),
            }
        }
        builder.finish()
    }
}
