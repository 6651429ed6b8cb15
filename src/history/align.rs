//! Which new wording replaces which old one, between two versions of a document.

use std::collections::HashMap;

/// Two wordings are the same clause reworded when they share at least this part of their words
/// (Dice's coefficient over words with their counts).
const LEAST_SHARE: f32 = 0.5;

/// For each text of `new`, the one of `old` that it replaces, if any; each is replaced once.
///
/// The most alike pairs find each other first; of equals, those that stand at the most similar
/// place, then the earlier ones.
pub(super) fn replacements(old: &[&str], new: &[&str]) -> Vec<Option<usize>> {
    let mut replaced = vec![None; new.len()];
    if old.is_empty() || new.is_empty() {
        return replaced;
    }
    let mut numbers = HashMap::new();
    let old_words: Vec<Vec<u32>> = old.iter().map(|text| words(text, &mut numbers)).collect();
    let new_words: Vec<Vec<u32>> = new.iter().map(|text| words(text, &mut numbers)).collect();

    let mut pairs = Vec::new();
    for (new_place, new_words) in new_words.iter().enumerate() {
        for (old_place, old_words) in old_words.iter().enumerate() {
            let share = share(old_words, new_words);
            if share >= LEAST_SHARE {
                // Places are compared as fractions of each list, in thousandths.
                let distance =
                    (old_place * 1000 / old.len()).abs_diff(new_place * 1000 / new.len());
                pairs.push((share, distance, new_place, old_place));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2, a.3).cmp(&(b.1, b.2, b.3))));

    let mut taken = vec![false; old.len()];
    for (_, _, new_place, old_place) in pairs {
        if replaced[new_place].is_none() && !taken[old_place] {
            replaced[new_place] = Some(old_place);
            taken[old_place] = true;
        }
    }
    replaced
}

/// The words of `text` as numbers, ascending.
fn words<'a>(text: &'a str, numbers: &mut HashMap<&'a str, u32>) -> Vec<u32> {
    let mut words: Vec<u32> = text
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| {
            let next = numbers.len() as u32;
            *numbers.entry(word).or_insert(next)
        })
        .collect();
    words.sort_unstable();
    words
}

/// Dice's coefficient of two ascending lists, from 0 to 1; 0 when it cannot reach [`LEAST_SHARE`].
fn share(a: &[u32], b: &[u32]) -> f32 {
    let whole = (a.len() + b.len()) as f32;
    let reachable = 2.0 * a.len().min(b.len()) as f32;
    if whole == 0.0 || reachable < LEAST_SHARE * whole {
        return 0.0;
    }
    let (mut left, mut right, mut common) = (0, 0, 0);
    while left < a.len() && right < b.len() {
        match a[left].cmp(&b[right]) {
            std::cmp::Ordering::Less => left += 1,
            std::cmp::Ordering::Greater => right += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                left += 1;
                right += 1;
            }
        }
    }
    2.0 * common as f32 / whole
}

#[cfg(test)]
mod tests {
    use super::replacements;

    #[test]
    fn a_reworded_clause_finds_its_former_wording() {
        let old = ["You may cancel within 30 days of notice.", "We sell no data to anyone at all."];
        let new =
            ["A new clause about games and coins.", "You may cancel within 14 days of notice."];
        assert_eq!(replacements(&old, &new), [None, Some(0)]);
    }

    #[test]
    fn of_equally_alike_wordings_the_nearest_place_wins() {
        let old = ["Fee one applies here.", "unrelated text", "Fee one applies here."];
        let new = ["Fee two applies here.", "other words entirely", "Fee two applies here."];
        assert_eq!(replacements(&old, &new), [Some(0), None, Some(2)]);
    }

    #[test]
    fn texts_without_words_replace_nothing() {
        assert_eq!(replacements(&["---"], &["***"]), [None]);
    }
}
