// Microsoft's login page and Graph on loopback: an administrator who accepts or declines, and the interfaces by which the
// server finds out what that is worth.

import { createServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";

const CLIENT_ID = "00001111-aaaa-2222-bbbb-3333cccc4444";
const CLIENT_SECRET = "s3cret~of.the-tests_8Q";

export const TENANT = "fa00d692-e9c7-4460-a743-29f2956fd429";
/** The directory of another customer. */
export const OTHER_TENANT = "0b1c5a3e-72d4-4f86-9a0d-6e8f21c7b953";
export const ACCEPT = "Accept";
export const CANCEL = "Cancel";

export class Microsoft {
  /** Whether the directory has consented: what the page's button says comes true at once. */
  consented = false;
  /** The directory whose administrator answers on the page. */
  tenant = TENANT;
  /** The name of the organisation. */
  organisation = "Alder Works GmbH";
  /** What `users/delta` and `groups/delta` tell, all in one page. */
  people: object[] = [];
  groups: object[] = [];
  /** For how many seconds whoever asks for people is told to come back later; 0 where they are told. */
  busyFor = 0;
  /** What `users/delta` waits for before it answers. */
  private held: Promise<void> = Promise.resolve();

  private constructor(
    private readonly server: HttpServer,
    readonly url: string,
  ) {}

  static async start(): Promise<Microsoft> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const made = new Microsoft(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on("request", (request, response) => void made.answer(request, response));
    return made;
  }

  /** What makes a server know this stand-in. */
  get env(): Record<string, string> {
    return {
      COUNTERSIGN_MICROSOFT_LOGIN_URL: this.url,
      COUNTERSIGN_MICROSOFT_GRAPH_URL: this.url,
      COUNTERSIGN_MICROSOFT_CLIENT_ID: CLIENT_ID,
      COUNTERSIGN_MICROSOFT_CLIENT_SECRET: CLIENT_SECRET,
    };
  }

  /** Keeps whoever asks for people waiting until they are let go. */
  hold(): { release(): void } {
    let release: () => void = () => undefined;
    this.held = new Promise<void>((resolve) => {
      release = resolve;
    });
    return { release };
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.url);
    const json = (status: number, body: object) => {
      response.writeHead(status, { "Content-Type": "application/json" });
      response.end(JSON.stringify(body));
    };
    if (url.pathname === "/organizations/v2.0/adminconsent") return this.page(url.searchParams, response);
    if (url.pathname === "/consented") {
      this.consented = true;
      response.writeHead(302, { Location: url.searchParams.get("to") ?? "/" });
      response.end();
      return;
    }
    const asked = [TENANT, OTHER_TENANT].find((tenant) => url.pathname === `/${tenant}/oauth2/v2.0/token`);
    if (asked) {
      const form = new URLSearchParams(await text(request));
      if (form.get("client_secret") !== CLIENT_SECRET || form.get("client_id") !== CLIENT_ID) return json(401, { error: "invalid_client", error_codes: [7000215] });
      if (!this.consented) return json(400, { error: "unauthorized_client", error_codes: [700016] });
      return json(200, { token_type: "Bearer", expires_in: 3599, access_token: `t0ken-${asked}` });
    }
    const tenant = [TENANT, OTHER_TENANT].find((one) => request.headers.authorization === `Bearer t0ken-${one}`);
    if (!tenant) return json(401, { error: { code: "InvalidAuthenticationToken" } });
    if (!this.consented) return json(403, { error: { code: "Authorization_RequestDenied" } });
    const delta = { "@odata.deltaLink": `${this.url}${url.pathname}?$deltatoken=x` };
    const first = url.searchParams.has("$select");
    if (url.pathname === "/v1.0/organization") return json(200, { value: [{ id: tenant, displayName: this.organisation }] });
    if (url.pathname === "/v1.0/domains") return json(200, { value: [] });
    if (url.pathname === "/v1.0/users/delta") await this.held;
    if (url.pathname === "/v1.0/users/delta" && this.busyFor > 0) {
      response.writeHead(429, { "Retry-After": String(this.busyFor) });
      response.end();
      return;
    }
    if (url.pathname === "/v1.0/users/delta") return json(200, { value: first ? this.people : [], ...delta });
    if (url.pathname === "/v1.0/groups/delta") return json(200, { value: first ? this.groups : [], ...delta });
    json(404, { error: { code: "Request_ResourceNotFound" } });
  }

  /** The page on which an administrator accepts or declines; each leads back as documented. */
  private page(asked: URLSearchParams, response: ServerResponse): void {
    const back = (more: Record<string, string>) => {
      const url = new URL(asked.get("redirect_uri") ?? "");
      for (const [name, value] of Object.entries({ ...more, state: asked.get("state") ?? "" })) url.searchParams.set(name, value);
      return url.href;
    };
    const given = back({ admin_consent: "True", tenant: this.tenant, scope: asked.get("scope") ?? "" });
    const declined = back({ error: "access_denied", error_description: "AADSTS65004: User declined to consent.\r\nTrace ID: 1", admin_consent: "True" });
    const link = (href: string, label: string) => `<p><a href="${href.replaceAll("&", "&amp;")}">${label}</a></p>`;
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    const links = link(`/consented?to=${encodeURIComponent(given)}`, ACCEPT) + link(declined, CANCEL);
    response.end(`<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Permissions requested</title>${links}</html>`);
  }
}

async function text(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
