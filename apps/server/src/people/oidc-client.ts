import { WeireelError } from '@weireel/contract';
import type { Identity } from '@weireel/db/people';
import * as oidc from 'openid-client';

/** An identity provider, and as whom we ask it. */
export interface OidcProvider {
  /** Its address, exactly as it names itself. */
  issuer: string;
  /** What we are called there. */
  clientId: string;
  /** What proves that it is us; never logged. */
  clientSecret: string;
  /** What people call it. */
  label: string;
}

/** What one sign-in is held together by. */
export interface OidcProof {
  /** What the provider sends back with its answer. */
  state: string;
  /** What its token names. */
  nonce: string;
  /** What proves that who has the answer has asked (RFC 7636). */
  verifier: string;
}

/** Who signed in there. */
export interface OidcPerson extends Identity {
  /** What they are called there, unchecked; null: it was not said. */
  name: string | null;
}

/** Signs people in at an identity provider: OpenID Connect Core 1.0, authorization code flow. */
export interface OidcClient {
  /**
   * Where to send a person, and what their answer will be held against.
   *
   * @throws WeireelError `unavailable`: the provider is away
   */
  begin(): Promise<{ url: URL; proof: OidcProof }>;
  /**
   * Who has come back.
   *
   * @param query of the address that they came back to
   * @throws WeireelError `sign_in_failed`: the answer is none to this sign-in; `unavailable`
   */
  finish(query: string, proof: OidcProof): Promise<OidcPerson>;
}

/** How long the provider may take. */
const timeoutSeconds = 5;
/** What the provider says of itself is read anew after this time; of its keys the library sees to it (five minutes). */
const keptMs = 60 * 60_000;

/**
 * A client of one provider, which is asked when somebody signs in for the first time: it may be away when we start.
 *
 * @param redirectUri address of ours that the provider knows
 * @param elapsedMs a clock that never jumps
 */
export function createOidcClient(
  provider: OidcProvider,
  redirectUri: string,
  elapsedMs: () => number,
): OidcClient {
  let known: { configuration: Promise<oidc.Configuration>; untilMs: number } | null = null;

  const configuration = async (): Promise<oidc.Configuration> => {
    if (known === null || known.untilMs <= elapsedMs())
      known = { configuration: discover(provider), untilMs: elapsedMs() + keptMs };
    try {
      return await known.configuration;
    } catch (error) {
      known = null;
      throw new WeireelError('unavailable', { cause: withoutSecrets(error) });
    }
  };

  return {
    async begin() {
      const proof = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      };
      const url = oidc.buildAuthorizationUrl(await configuration(), {
        ...{ redirect_uri: redirectUri, scope: 'openid profile', state: proof.state, nonce: proof.nonce },
        code_challenge: await oidc.calculatePKCECodeChallenge(proof.verifier),
        code_challenge_method: 'S256',
      });
      return { url, proof };
    },
    async finish(query, { state, nonce, verifier }) {
      const answer = new URL(redirectUri);
      answer.search = query;
      const config = await configuration();
      try {
        const tokens = await oidc.authorizationCodeGrant(config, answer, {
          ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier },
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new Error('there is no ID token');
        const { iss: issuer, sub: subject } = claims;
        const name = [claims['name'], claims['preferred_username']].find((one) => typeof one === 'string');
        return { issuer, subject, name: name ?? null };
      } catch (error) {
        throw new WeireelError(isAway(error) ? 'unavailable' : 'sign_in_failed', {
          cause: withoutSecrets(error),
        });
      }
    },
  };
}

function discover({ issuer, clientId, clientSecret }: OidcProvider): Promise<oidc.Configuration> {
  const url = new URL(issuer);
  // The keys are asked for too, not only the connection trusted that the token came by.
  const execute = [oidc.enableNonRepudiationChecks];
  if (url.protocol === 'http:') execute.push(oidc.allowInsecureRequests);
  const [basic, post] = [oidc.ClientSecretBasic(clientSecret), oidc.ClientSecretPost(clientSecret)];
  const authenticate: oidc.ClientAuth = (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (methods.includes('client_secret_basic') ? basic : post)(server, ...rest);
  };
  return oidc.discovery(url, clientId, undefined, authenticate, { execute, timeout: timeoutSeconds });
}

const awayCodes = [
  ...['OAUTH_TIMEOUT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON', 'OAUTH_PARSE_ERROR'],
];

/** Whether the provider could not be asked, or not answer. */
function isAway(error: unknown): boolean {
  if (error instanceof TypeError) return true;
  const code = error instanceof oidc.ClientError ? (error.code ?? '') : '';
  return awayCodes.includes(code);
}

/** What is said of a failure without answers and tokens, which the library adds as causes. */
function withoutSecrets(error: unknown): Error {
  if (!(error instanceof Error)) return new Error('unknown');
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
  return new Error(`${error.name}: ${error.message}${code}`);
}
