// The apps that are measured, and how each shows a list.

import type { Browser, BrowserContext } from "@playwright/test";

export const OWNER = { email: "olga@northwind.example", password: "violet-harbour-tango-93" };

export interface App {
  name: string;
  url: string;
  /** The page with the list. */
  list: string;
  /** Rows that hold a subscription. */
  row: string;
  /** What leads to the list's next page. */
  next: string;
}

export function apps(countersign: string, reactAdmin: string): App[] {
  const table = { row: "tbody tr:has(a)", next: "a[rel=next]" };
  const theirs = { row: 'tbody tr[class*="RaDataTable-row"]', next: 'button[aria-label="Go to next page"]' };
  return [
    { name: "countersign", url: countersign, list: "/", ...table },
    { name: "react_admin", url: reactAdmin, list: "/#/subscriptions", ...theirs },
  ];
}

/** A browser without anything kept but the cookie of a sign-in. */
export async function signedIn(browser: Browser, url: string): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: url, locale: "en-GB", viewport: { width: 1280, height: 900 } });
  const answer = await context.request.post("/api/v1/auth/login", { data: OWNER });
  if (!answer.ok()) throw new Error(await answer.text());
  // Countersign's app asks for a token only where it knows of a sign-in.
  await context.addInitScript(() => localStorage.setItem("countersign.session", "1"));
  return context;
}

export const median = (values: number[]) => at(values, 0.5);
export const at = (values: number[], share: number) => values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? NaN;
