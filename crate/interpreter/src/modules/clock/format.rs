//! `strftime` in the locale "C", like that of the C library, which CPython uses: with its flags and widths.

use std::fmt::Write;

const DAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A checked time tuple with C's numbering: months, weekdays (from Sunday) and days of the year start at 0.
#[derive(Debug, Clone)]
pub(super) struct Fields {
    pub(super) year: i64,
    pub(super) month: u8,
    pub(super) day: u8,
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: u8,
    pub(super) weekday: u8,
    pub(super) day_of_year: u16,
    /// The name of the time zone, and its offset in seconds east of UTC.
    pub(super) zone: (String, i64),
}

/// The text between `%` and the letter.
#[derive(Clone, Copy, Default)]
struct Options {
    pad: Option<Pad>,
    upper: bool,
    /// `#`: swaps upper and lower case.
    swap: bool,
    width: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Pad {
    None,
    Space,
    Zero,
}

/// Returns `format` with its directives replaced. An unknown directive stays unchanged.
pub(super) fn format(format: &str, fields: &Fields) -> String {
    let mut out = String::with_capacity(format.len() * 2);
    let mut rest = format;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let directive = &rest[at..];
        let (options, length, letter) = options_of(directive);
        let known = letter.is_some_and(|letter| write_one(&mut out, letter, options, fields));
        let end = length + letter.map_or(0, char::len_utf8);
        if !known {
            out.push_str(&directive[..end]);
        }
        rest = &directive[end..];
    }
    out.push_str(rest);
    out
}

/// Returns the options of the directive at the start of `text`, their length including the `%`, and the letter after them.
fn options_of(text: &str) -> (Options, usize, Option<char>) {
    let mut options = Options::default();
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            '-' => options.pad = Some(Pad::None),
            '_' => options.pad = Some(Pad::Space),
            '0' if options.width == 0 => options.pad = Some(Pad::Zero),
            '^' => options.upper = true,
            '#' => options.swap = true,
            // The limit prevents a format from using all memory.
            '0'..='9' => {
                options.width = (options.width * 10 + letter as usize - '0' as usize).min(1023)
            }
            'E' | 'O' => {}
            _ => return (options, at, Some(letter)),
        }
    }
    (options, text.len(), None)
}

/// Writes one directive. Returns whether the letter is known.
fn write_one(out: &mut String, letter: char, options: Options, fields: &Fields) -> bool {
    let number = |out: &mut String, value: i64, width: usize, pad: Pad| {
        let pad = options.pad.unwrap_or(pad);
        let width = if pad == Pad::None {
            options.width
        } else {
            width.max(options.width)
        };
        // Writing to a String cannot fail.
        let _ = match pad {
            Pad::None | Pad::Space => write!(out, "{value:width$}"),
            Pad::Zero => write!(out, "{value:0width$}"),
        };
    };
    let hour_of_twelve = i64::from(if fields.hour.is_multiple_of(12) {
        12
    } else {
        fields.hour % 12
    });
    let (iso_year, iso_week) = iso(fields);
    let day_of_year = i64::from(fields.day_of_year);
    let weekday = i64::from(fields.weekday);
    match letter {
        'a' => text(out, &day_name(fields)[..3], options),
        'A' => text(out, day_name(fields), options),
        'b' | 'h' => text(out, &month_name(fields)[..3], options),
        'B' => text(out, month_name(fields), options),
        'C' => number(out, fields.year.div_euclid(100), 2, Pad::Zero),
        'd' => number(out, fields.day.into(), 2, Pad::Zero),
        'e' => number(out, fields.day.into(), 2, Pad::Space),
        'g' => number(out, iso_year.rem_euclid(100), 2, Pad::Zero),
        'G' => number(out, iso_year, 1, Pad::Zero),
        'H' => number(out, fields.hour.into(), 2, Pad::Zero),
        'I' => number(out, hour_of_twelve, 2, Pad::Zero),
        'j' => number(out, day_of_year + 1, 3, Pad::Zero),
        'k' => number(out, fields.hour.into(), 2, Pad::Space),
        'l' => number(out, hour_of_twelve, 2, Pad::Space),
        'm' => number(out, i64::from(fields.month) + 1, 2, Pad::Zero),
        'M' => number(out, fields.minute.into(), 2, Pad::Zero),
        's' => number(out, seconds(fields), 1, Pad::Zero),
        'S' => number(out, fields.second.into(), 2, Pad::Zero),
        'u' => number(out, (weekday + 6) % 7 + 1, 1, Pad::Zero),
        'U' => number(out, (day_of_year + 7 - weekday) / 7, 2, Pad::Zero),
        'V' => number(out, iso_week, 2, Pad::Zero),
        'w' => number(out, weekday, 1, Pad::Zero),
        'W' => number(out, (day_of_year + 7 - (weekday + 6) % 7) / 7, 2, Pad::Zero),
        'y' => number(out, fields.year.rem_euclid(100), 2, Pad::Zero),
        'Y' => number(out, fields.year, 1, Pad::Zero),
        'p' if options.swap => text(
            out,
            &half(fields).to_lowercase(),
            Options {
                swap: false,
                ..options
            },
        ),
        'p' => text(out, half(fields), options),
        'P' => text(
            out,
            &half(fields).to_lowercase(),
            Options {
                upper: false,
                swap: false,
                ..options
            },
        ),
        'Z' if options.swap => {
            text(
                out,
                &fields.zone.0.to_lowercase(),
                Options {
                    swap: false,
                    ..options
                },
            );
        }
        'Z' => text(out, &fields.zone.0, options),
        'z' => text(out, &offset(fields.zone.1), options),
        'c' => text(out, &format("%a %b %e %H:%M:%S %Y", fields), options),
        'D' | 'x' => text(out, &format("%m/%d/%y", fields), options),
        'F' => text(out, &format("%Y-%m-%d", fields), options),
        'r' => text(out, &format("%I:%M:%S %p", fields), options),
        'R' => text(out, &format("%H:%M", fields), options),
        'T' | 'X' => text(out, &format("%H:%M:%S", fields), options),
        'n' => out.push('\n'),
        't' => out.push('\t'),
        '%' => out.push('%'),
        _ => return false,
    }
    true
}

fn text(out: &mut String, text: &str, options: Options) {
    let text = if options.upper || options.swap {
        text.to_uppercase()
    } else {
        text.to_owned()
    };
    let missing = options.width.saturating_sub(text.chars().count());
    let fill = if options.pad == Some(Pad::Zero) {
        '0'
    } else {
        ' '
    };
    out.extend(std::iter::repeat_n(fill, missing));
    out.push_str(&text);
}

fn day_name(fields: &Fields) -> &'static str {
    DAYS[usize::from(fields.weekday)]
}

fn month_name(fields: &Fields) -> &'static str {
    MONTHS[usize::from(fields.month)]
}

const fn half(fields: &Fields) -> &'static str {
    if fields.hour < 12 { "AM" } else { "PM" }
}

fn offset(east: i64) -> String {
    let sign = if east < 0 { '-' } else { '+' };
    let minutes = east.abs() / 60;
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}

const fn days_in(year: i64) -> i64 {
    if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) {
        366
    } else {
        365
    }
}

/// Returns the ISO 8601 year and week: weeks begin on Monday, and the first week contains the year's first Thursday.
fn iso(fields: &Fields) -> (i64, i64) {
    let day = i64::from(fields.day_of_year);
    let from_monday = (i64::from(fields.weekday) + 6) % 7;
    // The Monday of this week, counted from the first day of the year.
    let monday = day - from_monday;
    let week_in = |monday: i64| (monday + 3).div_euclid(7) + 1;
    if monday < -3 {
        let year = fields.year - 1;
        return (year, week_in(monday + days_in(year)));
    }
    if monday + 3 >= days_in(fields.year) {
        return (fields.year + 1, 1);
    }
    (fields.year, week_in(monday))
}

/// Returns the seconds since the epoch.
fn seconds(fields: &Fields) -> i64 {
    let days = days_before(fields.year) - days_before(1970)
        + MONTH_DAYS[usize::from(fields.month)]
        + i64::from(fields.month > 1 && days_in(fields.year) == 366)
        + i64::from(fields.day)
        - 1;
    days * 86_400
        + i64::from(fields.hour) * 3600
        + i64::from(fields.minute) * 60
        + i64::from(fields.second)
        - fields.zone.1
}

/// The number of days before each month, in a year that is not a leap year.
const MONTH_DAYS: [i64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/// Returns the number of days from the first day of year 1 to the first day of `year`.
const fn days_before(year: i64) -> i64 {
    let before = year - 1;
    before * 365 + before.div_euclid(4) - before.div_euclid(100) + before.div_euclid(400)
}
