//! `entente eval`: measures against gold data.

use super::{coder, text_of};
use crate::Outcome;
use crate::args::{EvalArgs, Task};
use anyhow::{Context, Result};
use entente::eval::{plover, relations};
use entente_nlp::{Pipeline, conllu, eval};
use entente_sources::pages;
use serde_json::json;

pub(crate) fn run(args: EvalArgs) -> Result<Outcome> {
    match args.task {
        Task::Ud => ud(&args),
        Task::Relations => eval_relations(&args),
        Task::Plover => eval_plover(&args),
        Task::Pages => eval_pages(&args),
    }
}

fn ud(args: &EvalArgs) -> Result<Outcome> {
    let pipeline = Pipeline::english()?;
    let mut blocks = conllu::read(&text_of(&args.gold)?).with_context(|| args.gold.display().to_string())?;
    if let Some(part) = &args.documents {
        blocks.retain(|b| b.comment("sent_id").is_some_and(|id| id.contains(part.as_str())));
    }
    let gold = eval::gold_tokens(&pipeline, &blocks);
    let raw = eval::raw_text(&pipeline, &blocks);
    if args.json {
        let record = json!({"sentences": blocks.len(), "words": gold.words,
            "gold": {"upos": gold.upos, "xpos": gold.xpos, "lemma": gold.lemma, "uas": gold.uas, "las": gold.las, "las_subtypes": gold.las_subtypes},
            "raw": {"words": raw.words, "sentences": raw.sentences, "upos": raw.upos, "lemma": raw.lemma, "uas": raw.uas, "las": raw.las},
            "entities": {"precision": gold.entities.0, "recall": gold.entities.1, "f1": gold.entities.2}});
        println!("{record}");
    } else {
        println!("{} sentences, {} words", blocks.len(), gold.words);
        println!(
            "gold tokens   UPOS {:.2}  XPOS {:.2}  lemma {:.2}  UAS {:.2}  LAS {:.2} (with subtypes {:.2})",
            gold.upos, gold.xpos, gold.lemma, gold.uas, gold.las, gold.las_subtypes
        );
        println!(
            "raw text      words {:.2}  sentences {:.2}  UPOS {:.2}  lemma {:.2}  UAS {:.2}  LAS {:.2}",
            raw.words, raw.sentences, raw.upos, raw.lemma, raw.uas, raw.las
        );
        println!(
            "entities      precision {:.2}  recall {:.2}  F1 {:.2}",
            gold.entities.0, gold.entities.1, gold.entities.2
        );
    }
    Ok(Outcome::Done)
}

fn eval_relations(args: &EvalArgs) -> Result<Outcome> {
    let coder = coder(&args.knowledge)?;
    let report = relations(&coder, &args.gold.display().to_string(), &text_of(&args.gold)?)?;
    if args.json {
        println!("{}", serde_json::to_string(&report)?);
        return Ok(Outcome::Done);
    }
    println!("{} rows, {} answered", report.rows, report.answered);
    println!("root  accuracy {:.3}  macro-F1 {:.3}", report.root.accuracy, report.root.macro_f1);
    println!("quad  accuracy {:.3}  macro-F1 {:.3}", report.quad.accuracy, report.quad.macro_f1);
    for c in &report.root.classes {
        println!(
            "  {:<10} {:>4}  precision {:.3}  recall {:.3}  F1 {:.3}",
            c.label, c.gold, c.precision, c.recall, c.f1
        );
    }
    for (sentence, gold, answer, rule) in report.errors.iter().take(args.errors) {
        println!("{gold} not {answer} [{rule}] {sentence}");
    }
    Ok(Outcome::Done)
}

fn eval_plover(args: &EvalArgs) -> Result<Outcome> {
    let coder = coder(&args.knowledge)?;
    let report = plover(&coder, &args.gold.display().to_string(), &text_of(&args.gold)?)?;
    if args.json {
        println!("{}", serde_json::to_string(&report)?);
        return Ok(Outcome::Done);
    }
    println!("{} records, {} answered", report.records, report.answered);
    println!(
        "type {:.3}  type+mode {:.3}  actor country {:.3}  recipient country {:.3}  whole record {:.3}",
        report.r#type, report.type_mode, report.actor_country, report.recipient_country, report.record
    );
    for (id, text, gold, got) in report.errors.iter().take(args.errors) {
        println!("{id}: {text}\n    gold {gold}\n    got  {got}");
    }
    Ok(Outcome::Done)
}

fn eval_pages(args: &EvalArgs) -> Result<Outcome> {
    let r = pages::evaluate(&args.gold)?;
    if args.json {
        println!(
            "{}",
            json!({"pages": r.pages, "f1": r.f1, "precision": r.precision, "recall": r.recall, "pages_per_second": r.pages_per_second})
        );
    } else {
        println!(
            "{} pages  F1 {:.3}  precision {:.3}  recall {:.3}  {:.0} pages/s",
            r.pages, r.f1, r.precision, r.recall, r.pages_per_second
        );
    }
    Ok(Outcome::Done)
}
