//! Text to value and back, for small forms: numbers (số ký hiệu), dates, amounts, provisions.

pub mod number;
