//! Places line boxes on pages. Must not know blocks, footers or PDF.

use std::collections::BTreeSet;

use super::{
    PageSetup,
    line_box::{LineBox, PaintItem},
    pages::Bookmark,
};

/// The maximum number of line boxes on a page that looks like a mistake: a few lines or a single row of a table.
const MAX_BOXES_OF_SPARSE_PAGE: usize = 3;
/// The maximum height that is moved to a sparse page, as a share of the space for content of a page.
const MAX_MOVED_SHARE: f32 = 0.4;

/// Divides line boxes into groups that are kept together on a page.
pub(super) fn groups_kept_together(boxes: &[LineBox]) -> Vec<&[LineBox]> {
    boxes.chunk_by(|one, _| one.is_kept_with_next).collect()
}

/// Places line boxes on pages.
pub(super) struct Paginator {
    /// The lower edge of the space for content, in points from the top of the page.
    content_bottom: f32,
    /// The lower edge of the last box on the current page, in points from the top of the page.
    y: f32,
    /// The pages so far; the last is the current page.
    pub(super) pages: Vec<Vec<PaintItem>>,
    /// The bookmarks so far.
    pub(super) bookmarks: Vec<Bookmark>,
    /// The share of the space for content that is filled on each page, from 0 to 1.
    pub(super) filled_shares: Vec<f32>,
    /// True if a table is divided between pages.
    pub(super) has_divided_table: bool,
    /// The page on which each group begins, from 0.
    group_pages: Vec<usize>,
}

impl Paginator {
    /// Returns a paginator with one empty page. `content_bottom` is the lower edge of the space for content, in points
    /// from the top of the page.
    pub(super) fn new(content_bottom: f32) -> Self {
        Self {
            content_bottom,
            y: PageSetup::TOP_MARGIN_POINTS,
            pages: vec![Vec::new()],
            bookmarks: Vec::new(),
            filled_shares: vec![0.0],
            has_divided_table: false,
            group_pages: Vec::new(),
        }
    }

    /// Places all groups, with a page break before each group whose index is in `breaks`.
    pub(super) fn place_groups(&mut self, groups: &[&[LineBox]], breaks: &BTreeSet<usize>) {
        for (index, group) in groups.iter().enumerate() {
            self.place_group(group, breaks.contains(&index));
        }
    }

    /// Places boxes that are kept together. They are on the same page unless together they are higher than a page.
    fn place_group(&mut self, group: &[LineBox], has_break_before: bool) {
        let height: f32 = group.iter().map(|line_box| line_box.space_before + line_box.height).sum();
        let has_page_break =
            has_break_before || group.first().is_some_and(|line_box| line_box.has_page_break_before);
        let is_page_empty = self.y <= PageSetup::TOP_MARGIN_POINTS;
        if !is_page_empty && (has_page_break || self.y + height > self.content_bottom) {
            self.begin_page(&group[0]);
        }
        self.group_pages.push(self.pages.len() - 1);
        for (index, line_box) in group.iter().enumerate() {
            // A group that is higher than a page has to be divided between pages.
            if index > 0 && self.y + line_box.space_before + line_box.height > self.content_bottom {
                self.begin_page(line_box);
            }
            self.place_box(line_box);
        }
    }

    /// Returns the groups that have to be the first on their page so that no page has only a few lines or a single row
    /// of a table. Only pages that are not full are considered: the last page, and pages before a page break.
    pub(super) fn breaks_before_sparse_pages(&self, groups: &[&[LineBox]]) -> BTreeSet<usize> {
        let mut breaks = BTreeSet::new();
        let mut start = 0;
        for page_groups in self.group_pages.chunk_by(|one, next| one == next) {
            let end = start + page_groups.len();
            let begins_with_break =
                groups[start].first().is_none_or(|line_box| line_box.has_page_break_before);
            let is_continued = groups.get(end).is_some_and(|next| !next[0].has_page_break_before);
            let box_count: usize = groups[start..end].iter().map(|group| group.len()).sum();
            if start > 0 && !begins_with_break && !is_continued && box_count <= MAX_BOXES_OF_SPARSE_PAGE {
                breaks.extend(self.group_to_move(groups, start, box_count));
            }
            start = end;
        }
        breaks
    }

    /// Returns the index of the first group to move from the end of a page to the sparse page after it, which begins
    /// with the group `first` and has `box_count` boxes. Returns `None` if too much would have to be moved.
    fn group_to_move(&self, groups: &[&[LineBox]], first: usize, mut box_count: usize) -> Option<usize> {
        let max_height = (self.content_bottom - PageSetup::TOP_MARGIN_POINTS) * MAX_MOVED_SHARE;
        let page = self.group_pages[first - 1];
        let mut height = 0.0;
        for index in (0..first).rev() {
            height +=
                groups[index].iter().map(|line_box| line_box.space_before + line_box.height).sum::<f32>();
            box_count += groups[index].len();
            let is_first_on_page = index == 0 || self.group_pages[index - 1] != page;
            if height > max_height || is_first_on_page {
                return None;
            }
            if box_count > MAX_BOXES_OF_SPARSE_PAGE {
                return Some(index);
            }
        }
        None
    }

    /// Begins a page, with the table header if the first box on the page is a row of a table.
    fn begin_page(&mut self, first: &LineBox) {
        self.pages.push(Vec::new());
        self.filled_shares.push(0.0);
        self.y = PageSetup::TOP_MARGIN_POINTS;
        if let Some(header) = &first.repeated_header {
            self.has_divided_table = true;
            self.place_box(&header.clone());
        }
    }

    /// Places a box below the last box on the current page.
    fn place_box(&mut self, line_box: &LineBox) {
        if self.y > PageSetup::TOP_MARGIN_POINTS {
            self.y += line_box.space_before;
        }
        let page = self.pages.len() - 1;
        if let Some((level, title)) = &line_box.bookmark {
            let share_above = self.filled_share();
            self.bookmarks.push(Bookmark {
                level: *level,
                title: title.clone(),
                page,
                y: self.y,
                share_above,
            });
        }
        let top = self.y;
        let items = line_box.items.iter().cloned();
        let placed = items.map(|item| PaintItem {
            x: item.x + PageSetup::SIDE_MARGIN_POINTS,
            y: item.y + top,
            ..item
        });
        self.pages[page].extend(placed);
        self.y += line_box.height;
        self.filled_shares[page] = self.filled_share();
    }

    /// Returns the share of the space for content that is filled on the current page.
    fn filled_share(&self) -> f32 {
        let height = self.content_bottom - PageSetup::TOP_MARGIN_POINTS;
        ((self.y - PageSetup::TOP_MARGIN_POINTS) / height).clamp(0.0, 1.0)
    }
}
