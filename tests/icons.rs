//! The icons are one family: every icon is drawn at 16, 20 and 24 points, with the same lines.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use std::{collections::BTreeMap, fs};

use regex::Regex;

/// The sizes, in points. Each is the name of a folder.
const SIZES: [u32; 3] = [16, 20, 24];

/// Returns the icons of a size, by file name.
fn icons(size: u32) -> BTreeMap<String, String> {
    let folder = support::project().join(format!("assets/icons/{size}"));
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// Returns the points of the straight lines in a path, each as its start and its end.
fn straight_lines(svg: &str) -> Vec<[(f32, f32); 2]> {
    let path = Regex::new(r#"<path d="([^"]*)"/></svg>\s*$"#).unwrap();
    let path = path.captures(svg).unwrap()[1].to_owned();
    let mut lines = Vec::new();
    let (mut first, mut at) = ((0.0, 0.0), (0.0, 0.0));
    for part in Regex::new("([A-Za-z])([^A-Za-z]*)").unwrap().captures_iter(&path) {
        let numbers: Vec<f32> = part[2].split_whitespace().map(|number| number.parse().unwrap()).collect();
        let end = match &part[1] {
            "Z" => first,
            "M" | "L" | "A" | "Q" => (numbers[numbers.len() - 2], numbers[numbers.len() - 1]),
            other => panic!("{other} is not used in icons"),
        };
        match &part[1] {
            "M" => first = end,
            "L" | "Z" => lines.push([at, end]),
            _ => {}
        }
        at = end;
    }
    lines
}

#[test]
fn every_icon_is_drawn_at_every_size() {
    let names = |size| icons(size).into_keys().collect::<Vec<_>>();
    assert!(names(16).len() >= 16, "{:?}", names(16));
    for size in SIZES {
        assert_eq!(names(size), names(16), "{size}");
    }
}

#[test]
fn icons_of_a_size_have_the_same_view_box_and_stroke() {
    for size in SIZES {
        let header = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{size}\" height=\"{size}\" \
             viewBox=\"0 0 {size} {size}\" fill=\"none\" stroke=\"#fff\" stroke-width=\"1.5\" \
             stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\""
        );
        for (name, svg) in icons(size) {
            assert!(svg.starts_with(&header), "{size}/{name} begins differently");
            assert_eq!(svg.matches("stroke-width").count(), 1, "{size}/{name}");
        }
    }
}

/// A line of 1.5 points has one edge between two pixels if its middle is a quarter or three quarters of a point from the
/// grid. At 200% both edges are.
#[test]
fn horizontal_and_vertical_lines_are_on_the_pixel_grid() {
    let is_on_grid = |middle: f32| {
        (middle * 4.0 - (middle * 4.0).round()).abs() < 0.01 && (middle * 4.0).round() % 2.0 != 0.0
    };
    for size in SIZES {
        for (name, svg) in icons(size) {
            for [(x0, y0), (x1, y1)] in straight_lines(&svg) {
                if (x0 - x1).abs() < 0.01 {
                    assert!(is_on_grid(x0), "{size}/{name}: a vertical line at {x0}");
                }
                if (y0 - y1).abs() < 0.01 {
                    assert!(is_on_grid(y0), "{size}/{name}: a horizontal line at {y0}");
                }
            }
        }
    }
}

#[test]
fn icons_stay_inside_their_view_box() {
    for size in SIZES {
        #[expect(clippy::cast_precision_loss, reason = "sizes are small")]
        let range = 0.75..=(size as f32 - 0.75);
        for (name, svg) in icons(size) {
            for point in straight_lines(&svg).into_iter().flatten() {
                assert!(range.contains(&point.0) && range.contains(&point.1), "{size}/{name}: {point:?}");
            }
        }
    }
}
