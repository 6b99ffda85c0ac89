//! Runs a function for every page of a PDF, on several threads. Must not know what the pages contain.
//!
//! Pages are dealt out in turn, and each share has a cache of fonts of its own. The number of shares depends only on
//! the number of pages, so that a file is read in the same way on every computer.

use std::sync::atomic::{AtomicUsize, Ordering};

use hayro::hayro_syntax::Pdf;

use super::page::{PageContent, PageReader};
use crate::{parallel, read::ReadError};

/// The maximum memory for the content of all pages, in bytes. A report of 1,000 pages takes about 20 million.
const MAX_CONTENT_BYTES: usize = 200_000_000;

/// Returns the number of shares for this number of pages. Each share reads the fonts again, which takes as long as
/// about two pages, and a busy computer can start a thread some milliseconds late.
fn share_count(pages: usize) -> usize {
    match pages {
        0..10 => 1,
        10..80 => 2,
        _ => 4,
    }
}

/// Returns the content of each page, in the order of the pages.
///
/// # Errors
/// Returns [`ReadError::TooMuchText`] if the content of all pages takes more than [`MAX_CONTENT_BYTES`].
pub(super) fn read_pages(pdf: &Pdf) -> Result<Vec<PageContent>, ReadError> {
    read_pages_within(pdf, MAX_CONTENT_BYTES)
}

/// Returns the content of each page as [`read_pages`] does, with another limit for the memory in bytes.
fn read_pages_within(pdf: &Pdf, max_bytes: usize) -> Result<Vec<PageContent>, ReadError> {
    let share_count = share_count(pdf.pages().len());
    let content_bytes = AtomicUsize::new(0);
    let read_share = |share: usize| {
        let mut page_reader = PageReader::new(pdf);
        let mut contents = Vec::new();
        for page in pdf.pages().iter().skip(share).step_by(share_count) {
            // Another share may have reached the limit.
            if content_bytes.load(Ordering::Relaxed) > max_bytes {
                return Err(ReadError::TooMuchText);
            }
            let content = page_reader.read_page(page);
            let bytes = content.memory_bytes();
            if content_bytes.fetch_add(bytes, Ordering::Relaxed) + bytes > max_bytes {
                return Err(ReadError::TooMuchText);
            }
            contents.push(content);
        }
        Ok(contents)
    };
    let shares = parallel::map_numbers(share_count, read_share);
    let shares: Vec<Vec<PageContent>> = shares.into_iter().collect::<Result<_, _>>()?;
    Ok(collect_in_turn(shares))
}

/// Calls `work` with the index of each page, several at the same time, and returns the results in the order of the pages.
pub(super) fn map_pages<T: Send>(pages: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let share_count = share_count(pages);
    let work_on_share = |share: usize| (share..pages).step_by(share_count).map(&work).collect();
    collect_in_turn(parallel::map_numbers(share_count, work_on_share))
}

/// Returns the items of all shares as they were dealt out: the first of each share, then the second, and so on.
fn collect_in_turn<T>(shares: Vec<Vec<T>>) -> Vec<T> {
    let mut all = Vec::with_capacity(shares.iter().map(Vec::len).sum());
    let mut shares: Vec<_> = shares.into_iter().map(Vec::into_iter).collect();
    loop {
        let before = all.len();
        all.extend(shares.iter_mut().filter_map(Iterator::next));
        if all.len() == before {
            return all;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use hayro::hayro_syntax::Pdf;

    use super::{ReadError, map_pages, read_pages, read_pages_within};

    /// Returns a PDF with this number of pages. Page number `endless`, from 0, draws a form that never ends.
    fn pdf(pages: usize, endless: Option<usize>) -> Pdf {
        let form =
            "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 11 >> stream\n/X Do /X Do\nendstream";
        let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
        let mut kids = String::new();
        let mut objects = vec!["<< /Type /Catalog /Pages 2 0 R >>".to_owned(), String::new()];
        objects.extend([form.to_owned(), font.to_owned()]);
        for page in 0..pages {
            let mut content = format!("BT /F 12 Tf 50 700 Td (Words of page {page}) Tj ET\n");
            content.push_str(if endless == Some(page) { "/X Do\n" } else { "" });
            objects.push(format!("<< /Length {} >> stream\n{content}endstream", content.len()));
            let stream = objects.len();
            objects.push(format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {stream} 0 R \
                 /Resources << /Font << /F 4 0 R >> /XObject << /X 3 0 R >> >> >>"
            ));
            write!(kids, "{} 0 R ", objects.len()).unwrap();
        }
        objects[1] = format!("<< /Type /Pages /Count {pages} /Kids [{kids}] >>");
        let mut file = "%PDF-1.7\n".to_owned();
        for (number, object) in (1..).zip(objects) {
            writeln!(file, "{number} 0 obj {object} endobj").unwrap();
        }
        // Without a cross-reference table, the objects are found by searching.
        file.push_str("trailer << /Root 1 0 R >>\n%%EOF\n");
        Pdf::new(file.into_bytes()).unwrap()
    }

    #[test]
    fn pages_are_in_order_for_any_number_of_shares() {
        for count in [1, 9, 10, 79, 80, 83] {
            let contents = read_pages(&pdf(count, None)).unwrap();
            let texts: Vec<&str> =
                contents.iter().flat_map(|page| &page.runs).map(|run| run.text.as_str()).collect();
            let expected: Vec<String> = (0..count).map(|page| format!("Words of page {page}")).collect();
            assert_eq!(texts, expected);
        }
    }

    #[test]
    fn only_the_endless_page_is_endless_in_any_share() {
        for endless in [0, 7] {
            let contents = read_pages(&pdf(11, Some(endless))).unwrap();
            let found: Vec<usize> = (0..11).filter(|page| contents[*page].is_endless).collect();
            assert_eq!(found, [endless]);
            assert!(contents.iter().all(|page| page.runs.len() == 1));
        }
    }

    #[test]
    fn the_limit_is_exact_for_any_number_of_shares() {
        for count in [2, 11, 90] {
            let pdf = pdf(count, None);
            let bytes = read_pages(&pdf).unwrap().iter().map(super::PageContent::memory_bytes).sum();
            assert!(read_pages_within(&pdf, bytes).is_ok());
            assert!(matches!(read_pages_within(&pdf, bytes - 1), Err(ReadError::TooMuchText)));
        }
    }

    #[test]
    fn results_for_pages_are_in_their_order() {
        for count in [0, 1, 9, 10, 11, 79, 81, 1_000] {
            assert_eq!(map_pages(count, |page| page), (0..count).collect::<Vec<_>>());
        }
    }
}
