//! The CPU painter, on made-up triangles and on a frame from egui itself.

use eframe::egui::{
    self, ClippedPrimitive, Color32, ColorImage, Mesh, Pos2, Rect, TextureId, TextureOptions, TexturesDelta,
    epaint::{ImageDelta, Primitive, Vertex},
    pos2, vec2,
};
use findings::ui::{Damage, Picture, PixelArea, Raster};

const WHITE: TextureId = TextureId::Managed(0);
const PICTURE: TextureId = TextureId::Managed(1);
const HALF_WHITE: Color32 = Color32::from_rgba_premultiplied(128, 128, 128, 128);
const EVERYWHERE: Rect = Rect::EVERYTHING;

/// Changes a texture.
fn change_texture(raster: &mut Raster, id: TextureId, change: ImageDelta) {
    let mut delta = TexturesDelta::default();
    delta.push(id, change);
    raster.apply_textures(&mut delta);
    assert!(delta.is_empty());
}

fn white_raster() -> Raster {
    let mut raster = Raster::default();
    let image = ColorImage::filled([2, 2], Color32::WHITE);
    change_texture(&mut raster, WHITE, ImageDelta::full(image, TextureOptions::LINEAR));
    raster
}

/// Returns 16 by 16 texels of different colours, some of them transparent.
fn colourful_image() -> ColorImage {
    let texel = |n: u8| match n % 5 {
        0 => Color32::TRANSPARENT,
        _ => Color32::from_rgba_premultiplied(n / 2, n / 3, n, n),
    };
    ColorImage::new([16, 16], (0..=255).map(texel).collect())
}

fn colourful_raster(options: TextureOptions) -> Raster {
    let mut raster = white_raster();
    change_texture(&mut raster, PICTURE, ImageDelta::full(colourful_image(), options));
    raster
}

fn primitive(mesh: Mesh, clip_rect: Rect) -> ClippedPrimitive {
    ClippedPrimitive { clip_rect, primitive: Primitive::Mesh(mesh) }
}

fn triangles(corners: &[[Pos2; 3]], color: Color32) -> Mesh {
    let mut mesh = Mesh::default();
    for (n, corner) in corners.as_flattened().iter().enumerate() {
        mesh.colored_vertex(*corner, color);
        mesh.indices.push(n as u32);
    }
    mesh
}

fn rectangle(rect: Rect, color: Color32) -> Mesh {
    let mut mesh = Mesh::default();
    mesh.add_colored_rect(rect, color);
    mesh
}

fn picture_rectangle(rect: Rect, texels: Rect, color: Color32) -> Mesh {
    let mut mesh = Mesh::with_texture(PICTURE);
    mesh.add_rect_with_uv(rect, texels / 16.0, color);
    mesh
}

/// Returns each triangle as a separate mesh, so that the fast path for rectangles is not used.
fn separate_triangles(mesh: &Mesh) -> Vec<ClippedPrimitive> {
    let single = |indices: [u32; 3]| Mesh { indices: indices.to_vec(), ..mesh.clone() };
    mesh.triangles().map(|indices| primitive(single(indices), EVERYWHERE)).collect()
}

fn paint(raster: &Raster, mesh: Mesh) -> Picture {
    raster.paint(&[primitive(mesh, EVERYWHERE)], 1.0, [32, 32], Color32::BLACK)
}

fn pixel(picture: &Picture, x: usize, y: usize) -> [u8; 4] {
    let at = (y * picture.width + x) * 4;
    [picture.rgba[at], picture.rgba[at + 1], picture.rgba[at + 2], picture.rgba[at + 3]]
}

fn gray(picture: &Picture, x: usize, y: usize) -> u8 {
    let [red, green, blue, alpha] = pixel(picture, x, y);
    assert!(red == green && green == blue && alpha == 255);
    red
}

#[test]
fn a_fan_of_triangles_has_no_seam_and_no_double_blend() {
    // The centre and some rim points are on pixel centres, where the fill rule decides.
    for centre in [pos2(15.5, 15.5), pos2(16.0, 16.0), pos2(14.3, 17.123)] {
        let rim = [
            pos2(1.5, 1.5),
            pos2(9.5, 0.5),
            pos2(30.5, 1.5),
            pos2(31.5, 15.5),
            pos2(30.7, 30.1),
            pos2(15.5, 31.5),
            pos2(3.3, 30.9),
            pos2(0.5, 15.5),
        ];
        for flip in [false, true] {
            let slice = |n: usize| {
                let (from, to) = (rim[n], rim[(n + 1) % rim.len()]);
                if flip && n.is_multiple_of(2) { [centre, to, from] } else { [centre, from, to] }
            };
            let slices: Vec<_> = (0..rim.len()).map(slice).collect();
            let picture = paint(&white_raster(), triangles(&slices, HALF_WHITE));
            for y in 0..32 {
                for x in 0..32 {
                    let gray = gray(&picture, x, y);
                    let inside = (4..28).contains(&x) && (4..28).contains(&y);
                    assert!(gray == 128 || (gray == 0 && !inside), "{gray} at {x}, {y}");
                }
            }
        }
    }
}

#[test]
fn neighbouring_rectangles_share_no_pixel() {
    let mut mesh = rectangle(Rect::from_min_max(pos2(2.0, 2.0), pos2(10.5, 20.0)), HALF_WHITE);
    mesh.append(rectangle(Rect::from_min_max(pos2(10.5, 2.0), pos2(20.0, 20.0)), HALF_WHITE));
    let picture = paint(&white_raster(), mesh);
    for x in 0..32 {
        assert_eq!(gray(&picture, x, 5), if (2..20).contains(&x) { 128 } else { 0 });
    }
}

#[test]
fn a_plain_rectangle_is_the_same_as_two_triangles() {
    let raster = white_raster();
    for n in 0..200_u16 {
        let step = f32::from(n);
        let rect = Rect::from_min_size(
            pos2(step * 0.17 - 4.0, 9.0 - step * 0.13),
            vec2(step * 0.21 % 13.0, step * 0.5 % 17.0),
        );
        let mesh = rectangle(rect, HALF_WHITE);
        let triangles = raster.paint(&separate_triangles(&mesh), 1.0, [32, 32], Color32::BLACK);
        assert_eq!(paint(&raster, mesh), triangles, "{rect:?}");
    }
}

#[test]
fn a_textured_rectangle_is_the_same_as_two_triangles() {
    for options in [TextureOptions::LINEAR, TextureOptions::NEAREST] {
        let raster = colourful_raster(options);
        // The second and third texel areas extend beyond the texture's edges.
        for corner in [pos2(3.0, 2.0), pos2(-4.0, -2.0), pos2(12.0, 8.0)] {
            let texels = Rect::from_min_size(corner, vec2(9.0, 13.0));
            for offset in [vec2(6.0, 4.0), vec2(-6.0, 14.0), vec2(5.0007, 3.9991), vec2(25.0, 3.0)] {
                let mesh = picture_rectangle(texels.translate(offset), texels, HALF_WHITE);
                let triangles = raster.paint(&separate_triangles(&mesh), 1.0, [32, 32], Color32::WHITE);
                let rectangle = raster.paint(&[primitive(mesh, EVERYWHERE)], 1.0, [32, 32], Color32::WHITE);
                assert_eq!(rectangle, triangles, "{corner:?} {offset:?}");
            }
        }
    }
}

#[test]
fn triangles_that_make_no_plain_rectangle_are_painted_as_they_are() {
    let raster = colourful_raster(TextureOptions::LINEAR);
    let rect = Rect::from_min_size(pos2(4.0, 6.0), vec2(8.0, 8.0));
    let sides = [[0, 1, 2], [3, 1, 2], [0, 3, 1], [2, 3, 0], [1, 1, 2]];
    let changes: [fn(&mut Vertex); 4] = [
        |_| {},
        |vertex| vertex.color = Color32::BLACK,
        |vertex| vertex.uv.x += 0.25,
        |vertex| vertex.pos.y += 2.0,
    ];
    for (first, second) in sides.iter().flat_map(|first| sides.map(|second| (first, second))) {
        for change in changes {
            let mut mesh = picture_rectangle(rect, rect, HALF_WHITE);
            mesh.indices = [*first, second].concat();
            change(&mut mesh.vertices[3]);
            let single = raster.paint(&separate_triangles(&mesh), 1.0, [32, 32], Color32::BLACK);
            assert_eq!(paint(&raster, mesh), single, "{first:?} {second:?}");
        }
    }
}

#[test]
fn aligned_texels_are_copied_exactly() {
    let raster = colourful_raster(TextureOptions::LINEAR);
    let texels = Rect::from_min_size(pos2(4.0, 5.0), vec2(8.0, 6.0));
    let picture =
        paint(&raster, picture_rectangle(texels.translate(vec2(10.0, 11.0)), texels, Color32::WHITE));
    let image = colourful_image();
    for y in 0..32 {
        for x in 0..32 {
            let [mut red, mut green, mut blue] = [0; 3];
            if (14..22).contains(&x) && (16..22).contains(&y) {
                [red, green, blue, _] = image[(x - 10, y - 11)].to_array();
            }
            assert_eq!(pixel(&picture, x, y), [red, green, blue, 255], "{x}, {y}");
        }
    }
}

#[test]
fn stretched_textures_are_smooth_or_nearest_as_their_options_say() {
    let sides = ColorImage::new([2, 1], vec![Color32::BLACK, Color32::WHITE]);
    for (options, expected) in [
        (TextureOptions::LINEAR, [0, 0, 0, 0, 16, 48, 80, 112, 143, 175, 207, 239, 255, 255, 255, 255]),
        (TextureOptions::NEAREST, [0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255]),
    ] {
        let mut raster = white_raster();
        change_texture(&mut raster, PICTURE, ImageDelta::full(sides.clone(), options));
        let whole = Rect::from_min_size(Pos2::ZERO, vec2(16.0, 16.0));
        let picture = paint(&raster, picture_rectangle(whole, whole, Color32::WHITE));
        let row: Vec<_> = (0..16).map(|x| gray(&picture, x, 8)).collect();
        assert_eq!(row, expected);
    }
}

#[test]
fn the_clip_rectangle_is_respected_and_rounded() {
    let clip = Rect::from_min_max(pos2(5.2, 3.0), pos2(10.3, 8.25));
    let everything = Rect::from_min_max(pos2(-99.0, -99.0), pos2(99.0, 99.0));
    let plain = rectangle(everything, Color32::WHITE);
    let slanted = triangles(&[[pos2(-99.0, -99.0), pos2(199.0, -98.0), pos2(-98.0, 199.0)]], Color32::WHITE);
    for mesh in [plain, slanted] {
        let picture = white_raster().paint(&[primitive(mesh, clip)], 2.0, [32, 32], Color32::BLACK);
        for y in 0..32 {
            for x in 0..32 {
                let inside = (10..21).contains(&x) && (6..17).contains(&y);
                assert_eq!(gray(&picture, x, y), if inside { 255 } else { 0 }, "{x}, {y}");
            }
        }
    }
}

#[test]
fn colours_blend_in_gamma_space() {
    let raster = white_raster();
    let everything = Rect::from_min_max(Pos2::ZERO, pos2(32.0, 32.0));
    let on = |background: Color32, color: Color32| {
        let mesh = rectangle(everything, color);
        pixel(&raster.paint(&[primitive(mesh, EVERYWHERE)], 1.0, [32, 32], background), 7, 7)
    };
    assert_eq!(on(Color32::BLACK, HALF_WHITE), [128, 128, 128, 255]);
    assert_eq!(on(Color32::WHITE, HALF_WHITE), [255, 255, 255, 255]);
    assert_eq!(on(Color32::WHITE, Color32::from_black_alpha(128)), [127, 127, 127, 255]);
    assert_eq!(on(Color32::from_gray(200), Color32::TRANSPARENT), [200, 200, 200, 255]);
    // A colour with no alpha is added, and the sum saturates.
    let additive = Color32::from_rgba_premultiplied(10, 20, 100, 0);
    assert_eq!(on(Color32::from_gray(200), additive), [210, 220, 255, 255]);
    // The picture is opaque even if the background is transparent.
    assert_eq!(on(HALF_WHITE, Color32::TRANSPARENT), [128, 128, 128, 255]);
}

#[test]
fn colours_run_evenly_over_a_triangle() {
    let mut mesh = Mesh::default();
    mesh.colored_vertex(pos2(0.5, 0.0), Color32::BLACK);
    mesh.colored_vertex(pos2(0.5, 64.0), Color32::BLACK);
    mesh.colored_vertex(pos2(30.5, 0.0), Color32::from_gray(240));
    mesh.add_triangle(0, 1, 2);
    let picture = paint(&white_raster(), mesh);
    for x in 0..30 {
        assert_eq!(usize::from(gray(&picture, x, 0)), x * 8);
    }
}

#[test]
fn partial_texture_update_changes_only_its_texels() {
    let mut raster = colourful_raster(TextureOptions::LINEAR);
    let part = ColorImage::filled([3, 2], Color32::WHITE);
    change_texture(&mut raster, PICTURE, ImageDelta::partial([13, 14], part, TextureOptions::LINEAR));
    let whole = Rect::from_min_size(Pos2::ZERO, vec2(16.0, 16.0));
    let picture = paint(&raster, picture_rectangle(whole, whole, Color32::WHITE));
    let image = colourful_image();
    for y in 0..16 {
        for x in 0..16 {
            let [red, green, blue, _] = image[(x, y)].to_array();
            let expected = if x >= 13 && y >= 14 { [255; 4] } else { [red, green, blue, 255] };
            assert_eq!(pixel(&picture, x, y), expected, "{x}, {y}");
        }
    }
}

#[test]
fn a_freed_texture_is_kept_for_its_last_frame_only() {
    let mut raster = colourful_raster(TextureOptions::LINEAR);
    let whole = Rect::from_min_size(Pos2::ZERO, vec2(16.0, 16.0));
    let mesh = picture_rectangle(whole, whole, Color32::WHITE);
    let before = paint(&raster, mesh.clone());
    let mut delta = TexturesDelta::default();
    delta.free(PICTURE);
    raster.apply_textures(&mut delta);
    assert_eq!(paint(&raster, mesh.clone()), before);
    raster.apply_textures(&mut delta);
    assert!(paint(&raster, mesh).rgba.chunks(4).all(|pixel| pixel == [0, 0, 0, 255]));
}

#[test]
fn bad_textures_are_skipped() {
    let mut raster = colourful_raster(TextureOptions::LINEAR);
    let whole = Rect::from_min_size(Pos2::ZERO, vec2(16.0, 16.0));
    let mesh = picture_rectangle(whole, whole, Color32::WHITE);
    let before = paint(&raster, mesh.clone());
    let image = |size, count| ColorImage { size, pixels: vec![Color32::WHITE; count], ..Default::default() };
    for (position, image) in [
        (Some([14, 0]), image([3, 1], 3)),
        (Some([0, 16]), image([1, 1], 1)),
        (Some([usize::MAX, usize::MAX]), image([2, 2], 4)),
        (Some([0, 0]), image([0, 0], 0)),
        (Some([0, 0]), image([2, 2], 3)),
        (None, image([0, 7], 0)),
        (None, image([4, 4], 15)),
        (None, image([usize::MAX, usize::MAX], 1)),
    ] {
        let options = TextureOptions::LINEAR;
        change_texture(
            &mut raster,
            PICTURE,
            ImageDelta { image: image.clone().into(), options, pos: position },
        );
        change_texture(
            &mut raster,
            TextureId::User(7),
            ImageDelta { image: image.into(), options, pos: position },
        );
    }
    assert_eq!(paint(&raster, mesh.clone()), before);
    let unknown = Mesh { texture_id: TextureId::User(7), ..mesh };
    assert!(paint(&raster, unknown).rgba.chunks(4).all(|pixel| pixel == [0, 0, 0, 255]));
}

#[test]
fn broken_triangles_are_left_out_and_the_others_painted() {
    let mut mesh = rectangle(Rect::from_min_max(pos2(1.0, 1.0), pos2(9.0, 9.0)), Color32::WHITE);
    let good = paint(&white_raster(), mesh.clone());
    for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        mesh.colored_vertex(pos2(bad, 3.0), Color32::WHITE);
        mesh.colored_vertex(pos2(3.0, bad), Color32::WHITE);
        let uv = pos2(bad, 0.0);
        mesh.vertices.push(Vertex { pos: pos2(30.0, 30.0), uv, color: Color32::WHITE });
    }
    let count = mesh.vertices.len() as u32;
    for bad in (4..count).chain([count, u32::MAX]) {
        mesh.add_triangle(bad, 0, 1);
        mesh.add_triangle(1, bad, 2);
    }
    mesh.add_triangle(1, 1, 2);
    mesh.indices.push(0);
    assert_eq!(paint(&white_raster(), mesh), good);
}

#[test]
fn impossible_sizes_give_empty_pictures() {
    let mesh = rectangle(Rect::from_min_max(Pos2::ZERO, pos2(9.0, 9.0)), Color32::WHITE);
    let frame = [primitive(mesh, EVERYWHERE)];
    for size in [[0, 0], [0, 9], [9, 0], [usize::MAX, usize::MAX], [1 << 20, 1]] {
        let picture = white_raster().paint(&frame, 1.0, size, Color32::BLACK);
        assert_eq!((picture.width, picture.height, picture.rgba.len()), (0, 0, 0));
    }
    for scale in [f32::NAN, f32::INFINITY, -1.0, 0.0, f32::MAX] {
        assert_eq!(white_raster().paint(&frame, scale, [4, 4], Color32::BLACK).rgba.len(), 64);
    }
}

/// A generator of pseudo-random numbers that are the same in every run.
struct Noise(u64);

impl Noise {
    fn bits(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 32) as u32
    }

    fn is_one_in(&mut self, n: u32) -> bool {
        self.bits().is_multiple_of(n)
    }

    fn number(&mut self) -> f32 {
        match self.bits() % 4 {
            0 => f32::from_bits(self.bits()),
            1 => (self.bits() % 9) as f32 * 0.5,
            2 => self.bits() as f32 * if self.is_one_in(2) { 1.0 } else { -1.0 },
            _ => (self.bits() % 40_000) as f32 / 1000.0 - 4.0,
        }
    }

    fn position(&mut self) -> Pos2 {
        pos2(self.number(), self.number())
    }
}

#[test]
fn random_frames_are_painted_without_a_panic_and_twice_the_same() {
    let mut noise = Noise(1);
    let raster = colourful_raster(TextureOptions::LINEAR);
    for _ in 0..3000 {
        let mut mesh = Mesh::with_texture(if noise.is_one_in(2) { WHITE } else { PICTURE });
        for _ in 0..8 {
            let color = Color32::from_rgba_premultiplied(noise.bits() as u8, 7, 200, noise.bits() as u8);
            let (pos, uv) =
                (noise.position(), if noise.is_one_in(2) { noise.position() } else { Pos2::ZERO });
            mesh.vertices.push(Vertex { pos, uv, color });
        }
        let (rect, texels) = (
            Rect::from_two_pos(noise.position(), noise.position()),
            Rect::from_two_pos(noise.position(), noise.position()),
        );
        mesh.add_rect_with_uv(rect, texels, HALF_WHITE);
        mesh.indices.extend((0..12).map(|_| noise.bits() % 13));
        let clip = if noise.is_one_in(3) {
            Rect::from_two_pos(noise.position(), noise.position())
        } else {
            EVERYWHERE
        };
        let frame = [primitive(mesh, clip)];
        let scale = if noise.is_one_in(5) { noise.number() } else { 1.5 };
        let picture = raster.paint(&frame, scale, [24, 16], Color32::WHITE);
        assert_eq!(picture, raster.paint(&frame, scale, [24, 16], Color32::WHITE));
        assert!(picture.rgba.chunks(4).all(|pixel| pixel[3] == 255));
    }
}

/// Returns a mesh with random triangles and rectangles, some of them with texels.
fn random_mesh(noise: &mut Noise) -> ClippedPrimitive {
    let mut place = || pos2((noise.bits() % 400) as f32 * 0.5, (noise.bits() % 300) as f32 * 0.5);
    let (first, second, third) = (place(), place(), place());
    let color =
        Color32::from_rgba_premultiplied(60, noise.bits() as u8 / 2, 90, 128 + noise.bits() as u8 / 2);
    let color = if noise.is_one_in(3) { color.to_opaque() } else { color };
    let mesh = match noise.bits() % 4 {
        0 => rectangle(Rect::from_two_pos(first, second), color),
        1 => triangles(&[[first, second, third]], color),
        2 => {
            let texels = Rect::from_min_size(pos2(2.0, 3.0), vec2(9.0, 8.0));
            picture_rectangle(texels.translate(first.to_vec2().round()), texels, color)
        }
        _ => picture_rectangle(
            Rect::from_two_pos(first, second),
            Rect::from_min_size(Pos2::ZERO, vec2(7.0, 16.0)),
            Color32::WHITE,
        ),
    };
    let clip = if noise.is_one_in(4) { Rect::from_two_pos(second, third) } else { EVERYWHERE };
    primitive(mesh, clip)
}

#[test]
fn painting_only_what_has_changed_gives_the_same_pixels_as_painting_everything() {
    assert_changes_are_painted(Noise(3));
}

#[test]
fn painting_only_changes_with_another_seed_gives_the_same_pixels_as_painting_everything() {
    assert_changes_are_painted(Noise(4));
}

/// Paints the changes between random frames, and compares the picture with that of the whole frame.
fn assert_changes_are_painted(mut noise: Noise) {
    let mut painted_less = 0;
    for _ in 0..4 {
        let mut raster = colourful_raster(TextureOptions::LINEAR);
        let mut damage = Damage::default();
        let mut frame: Vec<_> = (0..12).map(|_| random_mesh(&mut noise)).collect();
        let (mut size, mut background) = ([200, 150], Color32::from_gray(220));
        // Two buffers in turns, as some window systems have them. Each holds the frame before the last.
        let mut buffers = [vec![0; 200 * 150], vec![0; 200 * 150]];
        let mut ages = [0, 0];
        for step in 0..40 {
            match noise.bits() % 8 {
                0 if frame.len() > 5 => frame.swap(1, 5),
                1 => frame.push(random_mesh(&mut noise)),
                2 => drop(frame.pop()),
                3 => {
                    let part = ColorImage::filled([2, 1], Color32::from_gray(noise.bits() as u8));
                    let position = [noise.bits() as usize % 15, noise.bits() as usize % 16];
                    change_texture(
                        &mut raster,
                        PICTURE,
                        ImageDelta::partial(position, part, TextureOptions::LINEAR),
                    );
                }
                4 if step == 20 => background = Color32::from_gray(noise.bits() as u8),
                5 if step == 30 => {
                    size = [200, 100];
                    (buffers, ages) = ([vec![0; 200 * 100], vec![0; 200 * 100]], [0, 0]);
                }
                6 if step == 25 => {
                    change_texture(
                        &mut raster,
                        PICTURE,
                        ImageDelta::full(colourful_image(), TextureOptions::NEAREST),
                    );
                }
                _ => {}
            }
            let scene = raster.scene(&frame, 1.0, size, background);
            damage.update(&scene);
            let current = step % 2;
            let areas = damage.changed_areas(ages[current]);
            areas.iter().for_each(|area| scene.paint(&mut buffers[current], *area));
            let pixels = |area: &PixelArea| (area.right - area.left) * (area.bottom - area.top);
            painted_less += usize::from(areas.iter().map(pixels).sum::<i32>() < 200 * 100);
            let mut whole = vec![0; size[0] * size[1]];
            scene.paint(&mut whole, scene.area());
            assert_eq!(buffers[current], whole, "frame {step}");
            ages = ages.map(|age| if age == 0 { 0 } else { age + 1 });
            ages[current] = 1;
            raster.forget_replaced_texels();
        }
    }
    assert!(painted_less > 40, "{painted_less} of 160 frames were painted in part");
}

#[test]
fn an_equal_frame_has_no_changes_and_a_moved_letter_changes_only_its_surroundings() {
    let raster = colourful_raster(TextureOptions::LINEAR);
    let letter = |x: f32| {
        let texels = Rect::from_min_size(pos2(2.0, 3.0), vec2(9.0, 8.0));
        let wall = rectangle(Rect::from_min_max(Pos2::ZERO, pos2(900.0, 900.0)), Color32::WHITE);
        let letter = picture_rectangle(texels.translate(vec2(x, 300.0)), texels, Color32::BLACK);
        [primitive(wall, EVERYWHERE), primitive(letter, EVERYWHERE)]
    };
    let mut damage = Damage::default();
    let mut changes = |x: f32| {
        damage.update(&raster.scene(&letter(x), 1.0, [800, 600], Color32::WHITE));
        damage.changed_areas(1)
    };
    assert_eq!(changes(300.0), [PixelArea { left: 0, top: 0, right: 800, bottom: 600 }]);
    assert_eq!(changes(300.0), []);
    for area in changes(301.0) {
        assert!(area.left > 200 && area.right < 400 && area.top > 200 && area.bottom < 400, "{area:?}");
    }
    assert_eq!(damage.changed_areas(2).len(), 1);
}

/// Paints a frame of a window. Returns it with the rectangle of its label in pixels.
fn window(scale: f32) -> (Picture, Rect) {
    let ctx = egui::Context::default();
    ctx.set_theme(egui::Theme::Light);
    let mut raster = Raster::default();
    let mut label = Rect::NOTHING;
    let mut picture = Picture { width: 0, height: 0, rgba: Vec::new() };
    // The layout of the second frame uses the sizes from the first frame.
    for _ in 0..2 {
        let mut input = egui::RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(300.0, 200.0))),
            ..Default::default()
        };
        input.viewports.entry(egui::ViewportId::ROOT).or_default().native_pixels_per_point = Some(scale);
        let mut output = ctx.run_ui(input, |ui| {
            egui::CentralPanel::default().show(ui, |ui| {
                label = ui.label("The quick brown fox, 0123456789").rect;
                let _ = ui.button("Press me");
                egui::Frame::popup(ui.style()).corner_radius(10).show(ui, |ui| {
                    ui.label(egui::RichText::new("In a rounded frame").italics().strong());
                });
                let place = ui.allocate_space(vec2(80.0, 80.0)).1;
                ui.painter().circle_filled(place.center(), 30.0, Color32::DARK_BLUE);
                ui.painter().circle_stroke(place.center() + vec2(90.0, 0.0), 30.0, (1.5, Color32::DARK_RED));
            });
        });
        raster.apply_textures(&mut output.textures_delta);
        let frame = ctx.tessellate(output.shapes, output.pixels_per_point);
        assert_eq!(output.pixels_per_point, scale);
        let size = [(300.0 * scale) as usize, (200.0 * scale) as usize];
        picture = raster.paint(&frame, scale, size, Color32::WHITE);
    }
    (picture, label * scale)
}

#[test]
fn a_real_window_has_text_where_the_label_is() {
    for scale in [1.0, 2.0] {
        let (picture, label) = window(scale);
        let is_dark = |x: usize, y: usize| pixel(&picture, x, y)[..3].iter().all(|&channel| channel < 120);
        let (columns, rows) =
            (label.left() as usize..label.right() as usize, label.top() as usize..label.bottom() as usize);
        let area = columns.len() * rows.len();
        let dark = rows.map(|y| columns.clone().filter(|&x| is_dark(x, y)).count()).sum::<usize>();
        assert!(dark * 20 > area && dark * 2 < area, "{dark} of {area} pixels are dark at {scale}x");
        assert_eq!(window(scale).0, picture);
    }
}
