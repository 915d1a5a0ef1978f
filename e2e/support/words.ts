// The app's own sentences, so that a test can look for what a person reads, in any of the languages.

import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const LANGUAGES = ["en", "fr", "nl", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

type Plural = { one: string; other: string };
type Sentences = Record<string, string | Plural>;
type Values = Record<string, string | number>;

/** `say("subscriptions.manage_label", { company: "Aalto" })`; `count` chooses the plural. */
export type Say = (key: string, values?: Values) => string;

const FOLDER = resolve("../web/locales");

/** The sentences of a language. */
export function words(language: Language): Say {
  const files = readdirSync(join(FOLDER, language)).filter((name) => name.endsWith(".json"));
  const all = new Map(files.map((name) => [name.replace(/\.json$/, ""), JSON.parse(readFileSync(join(FOLDER, language, name), "utf8")) as Sentences]));
  return (key, values = {}) => {
    const [file = "", name = ""] = key.split(".");
    const found = all.get(file)?.[name];
    if (found === undefined) throw new Error(`no sentence ${key} in ${language}`);
    const text = typeof found === "string" ? found : found[new Intl.PluralRules(language).select(Number(values.count)) === "one" ? "one" : "other"];
    return text.replace(/\{(\w+)\}/g, (_, place: string) => {
      const value = values[place];
      if (value === undefined) throw new Error(`${key} needs ${place}`);
      return String(value);
    });
  };
}

export const en = words("en");
export const fr = words("fr");
