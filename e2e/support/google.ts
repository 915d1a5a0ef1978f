// Google's token endpoint, Directory API and Gmail API on loopback: an administrator who has delegated to service accounts, or has not,
// and the interfaces by which the server finds that out.

import { createPublicKey, generateKeyPairSync, verify, type KeyObject } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const ADMINISTRATOR = "ada@alder.example";
export const SCOPES = ["user", "group", "domain"].map((what) => `https://www.googleapis.com/auth/admin.directory.${what}.readonly`);
/** What signatures that are added while writing take besides. */
export const GMAIL_SCOPES = ["basic", "sharing"].map((what) => `https://www.googleapis.com/auth/gmail.settings.${what}`);

/** A service account with its key. */
export class ServiceAccount {
  readonly keyFile: string;
  readonly publicKey: KeyObject;

  constructor(
    readonly clientId: string,
    readonly email: string,
  ) {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    this.publicKey = createPublicKey(privateKey);
    const pem = privateKey.export({ type: "pkcs8", format: "pem" });
    this.keyFile = JSON.stringify({ type: "service_account", private_key_id: "8f2c", private_key: pem, client_email: email, client_id: clientId }, null, 2);
  }
}

interface Claims {
  iss: string;
  sub: string;
  scope: string;
  aud: string;
  iat: number;
  exp: number;
}

export class Google {
  readonly installation = new ServiceAccount("104782913746518290347", "reader@countersign.iam.gserviceaccount.com");
  readonly own = new ServiceAccount("117391820465738291046", "signatures@alder.iam.gserviceaccount.com");
  /** What the administrator entered in the admin console, by client id. */
  readonly delegated = new Map<string, string[]>();
  /** What `users` and `groups` list, all in one page. */
  people: object[] = [];
  groups: object[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), "countersign-google-"));

  private constructor(
    private readonly server: HttpServer,
    readonly url: string,
  ) {}

  static async start(): Promise<Google> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const made = new Google(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on("request", (request, response) => void made.answer(request, response));
    return made;
  }

  /** What makes a server know this stand-in, without a service account. */
  get addresses(): Record<string, string> {
    return { COUNTERSIGN_GOOGLE_TOKEN_URL: `${this.url}/token`, COUNTERSIGN_GOOGLE_DIRECTORY_URL: this.url, COUNTERSIGN_GOOGLE_GMAIL_URL: this.url };
  }

  /** The same with one. */
  get env(): Record<string, string> {
    return { ...this.addresses, COUNTERSIGN_GOOGLE_SERVICE_ACCOUNT: this.file(this.installation) };
  }

  /** The path of an account's key file. */
  file(account: ServiceAccount): string {
    const path = join(this.folder, `${account.clientId}.json`);
    writeFileSync(path, account.keyFile);
    return path;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
    rmSync(this.folder, { recursive: true });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const json = (status: number, body: object) => {
      response.writeHead(status, { "Content-Type": "application/json" });
      response.end(JSON.stringify(body));
    };
    const path = new URL(request.url ?? "/", this.url).pathname;
    if (path === "/token") {
      const refusal = this.refusal(new URLSearchParams(await text(request)));
      return refusal === undefined ? json(200, { access_token: "t0ken", expires_in: 3599, token_type: "Bearer" }) : json(400, refusal);
    }
    if (request.headers.authorization !== "Bearer t0ken") return json(401, { error: { code: 401, errors: [{ reason: "authError" }] } });
    if (path === "/gmail/v1/users/me/settings/sendAs") return json(200, { sendAs: [{ sendAsEmail: ADMINISTRATOR, isPrimary: true }] });
    const asked = decodeURIComponent(path.replace("/admin/directory/v1/", ""));
    if (asked === `users/${ADMINISTRATOR}`) return json(200, { id: "1", primaryEmail: ADMINISTRATOR, customerId: "C03az79cb" });
    if (asked === "users") return json(200, { users: this.people });
    if (asked === "groups") return json(200, { groups: this.groups });
    if (/^groups\/[^/]+\/members$/.test(asked) || asked === "customer/my_customer/domains") return json(200, {});
    json(404, { error: { code: 404, errors: [{ reason: "notFound" }] } });
  }

  /** Why an assertion gets no token. */
  private refusal(form: URLSearchParams): object | undefined {
    const assertion = form.get("assertion") ?? "";
    const [header = "", body = "", signature = ""] = assertion.split(".");
    const claims = JSON.parse(Buffer.from(body, "base64url").toString()) as Claims;
    const account = [this.installation, this.own].find((one) => one.email === claims.iss);
    const signed = account && verify("RSA-SHA256", Buffer.from(`${header}.${body}`), account.publicKey, Buffer.from(signature, "base64url"));
    if (!account || !signed) return { error: "invalid_grant", error_description: "Invalid JWT Signature." };
    const now = Date.now() / 1000;
    if (claims.aud !== `${this.url}/token` || claims.exp < now || claims.iat > now + 60 || claims.exp - claims.iat > 3600) {
      return { error: "invalid_grant", error_description: "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe." };
    }
    const delegated = this.delegated.get(account.clientId) ?? [];
    if (!claims.scope.split(" ").every((scope) => delegated.includes(scope))) return { error: "unauthorized_client", error_description: "Unauthorized client or scope in request." };
    return claims.sub === ADMINISTRATOR ? undefined : { error: "invalid_grant", error_description: "Invalid email or User ID" };
  }
}

async function text(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
