/** The parts of splunk-sdk that are used; it brings no types of its own. */

declare module 'splunk-sdk/lib/http.js' {
  /** A request as the client hands it to what carries it. */
  export interface Message {
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }

  export interface Answer {
    readonly status: number;
    readonly data: Buffer;
    readonly response: { readonly headers: Readonly<Record<string, string | string[] | undefined>> };
  }

  export interface Http {
    makeRequest(url: string, message: Message): Promise<Answer>;
  }

  interface HttpClass {
    new (): Http;
    extend(members: Pick<Http, 'makeRequest'>): HttpClass;
  }

  const http: HttpClass;
  export default http;
}

declare module 'splunk-sdk/lib/context.js' {
  import type { Answer, Http } from 'splunk-sdk/lib/http.js';

  type Parameters = Readonly<Record<string, string | number>>;

  /** Adds path, namespace and session key to requests; an answer of 400 and above is thrown. */
  interface Context {
    get(path: string, parameters: Parameters): Promise<Answer>;
    request(
      path: string,
      method: string,
      query: Parameters,
      post: Parameters,
      body: string,
      headers: Readonly<Record<string, string>>,
    ): Promise<Answer>;
  }

  const context: new (
    http: Http,
    parameters: {
      readonly scheme: string;
      readonly host: string;
      readonly port: number;
      readonly owner: string;
      readonly app: string;
      readonly sessionKey: string;
      /** The word before the key in the header; `Splunk` unless told. */
      readonly authorization?: string;
      readonly autologin: boolean;
    },
  ) => Context;
  export default context;
}
