import * as oauth from 'oauth4webapi'
import type { Deps } from '../../../deps'

/** The county's own sign-in (统一身份认证), as `OIDC_…` names it. */
export interface OidcConfig {
  issuer: string
  clientId: string
  /** Empty: a public client, which PKCE protects alone. */
  clientSecret: string
  name: string
}

/** Why nobody was signed in by the provider. */
export type OidcProblem =
  /** It did not answer, or not as OpenID Connect says. */
  | 'unavailable'
  /** It, or the person there, said no. */
  | 'refused'
  /** What came back is not for this attempt, not signed by it, or out of its time. */
  | 'invalid'

export class OidcFailure extends Error {
  readonly problem: OidcProblem
  constructor(problem: OidcProblem, options?: ErrorOptions) {
    super(`OIDC: ${problem}`, options)
    this.problem = problem
  }
}

/** What is remembered between leaving and coming back. */
export interface OidcAttempt {
  state: string
  nonce: string
  verifier: string
}

const timeoutMs = 10_000
const freshMs = 3_600_000

interface Known {
  server: oauth.AuthorizationServer
  readAt: number
}
const known = new Map<string, Known>()

/** Plain HTTP is for a provider on the machine itself, as tests have it. */
const optionsFor = (issuer: string) => ({
  [oauth.allowInsecureRequests]: new URL(issuer).protocol === 'http:',
  signal: () => AbortSignal.timeout(timeoutMs),
})

/** The provider as its discovery document says, read again after an hour. */
async function providerOf({ issuer }: OidcConfig, { clock }: Pick<Deps, 'clock'>): Promise<Known> {
  const now = clock.now().getTime()
  const before = known.get(issuer)
  if (before && now - before.readAt < freshMs) return before
  try {
    const url = new URL(issuer)
    const answer = await oauth.discoveryRequest(url, optionsFor(issuer))
    const server = await oauth.processDiscoveryResponse(url, answer)
    const read: Known = { server, readAt: now }
    known.set(issuer, read)
    return read
  } catch (cause) {
    throw new OidcFailure('unavailable', { cause })
  }
}

/** Where the browser goes, and what has to be kept for its return. Authorisation code with PKCE (RFC 7636). */
export async function beginAt(
  config: OidcConfig,
  deps: Pick<Deps, 'clock'>,
  redirect: string,
): Promise<{ url: string; attempt: OidcAttempt }> {
  const { server } = await providerOf(config, deps)
  if (!server.authorization_endpoint) throw new OidcFailure('unavailable')
  const attempt = {
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    verifier: oauth.generateRandomCodeVerifier(),
  }
  const url = new URL(server.authorization_endpoint)
  const asked = {
    client_id: config.clientId,
    redirect_uri: redirect,
    response_type: 'code',
    scope: 'openid',
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(attempt.verifier),
    code_challenge_method: 'S256',
  }
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value)
  return { url: url.href, attempt }
}

/** Who came back: the subject that the provider vouches for, in a token that it signed for us and for this attempt. */
export async function subjectOf(
  config: OidcConfig,
  deps: Pick<Deps, 'clock'>,
  { state, nonce, verifier }: OidcAttempt,
  returned: URL,
  redirect: string,
): Promise<string> {
  const { server } = await providerOf(config, deps)
  const client: oauth.Client = { client_id: config.clientId }
  const auth = config.clientSecret ? oauth.ClientSecretBasic(config.clientSecret) : oauth.None()
  const options = optionsFor(config.issuer)
  try {
    const parameters = oauth.validateAuthResponse(server, client, returned, state)
    const answer = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      auth,
      parameters,
      redirect,
      verifier,
      options,
    )
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, answer, {
      expectedNonce: nonce,
      requireIdToken: true,
    })
    // The connection vouches for it already (OpenID Connect Core 3.1.3.7); its signature is looked at all the same.
    await verifySignature(server, answer, options)
    const claims = oauth.getValidatedIdTokenClaims(tokens)
    if (!claims) throw new OidcFailure('invalid')
    return claims.sub
  } catch (problem) {
    throw problem instanceof OidcFailure ? problem : new OidcFailure(problemOf(problem), { cause: problem })
  }
}

/** By the provider's keys; where it has changed them, they are read again. */
async function verifySignature(
  server: oauth.AuthorizationServer,
  answer: Response,
  options: ReturnType<typeof optionsFor>,
): Promise<void> {
  try {
    await oauth.validateApplicationLevelSignature(server, answer, options)
  } catch (problem) {
    if (!(problem instanceof oauth.OperationProcessingError) || problem.code !== oauth.KEY_SELECTION)
      throw problem
    // The keys are kept by this object: with another they are asked for anew.
    await oauth.validateApplicationLevelSignature({ ...server }, answer, options)
  }
}

/** An answer of the provider that says no, an answer that must not be believed, or none. */
function problemOf(problem: unknown): OidcProblem {
  if (problem instanceof oauth.AuthorizationResponseError) return 'refused'
  if (problem instanceof oauth.ResponseBodyError) return 'invalid'
  if (problem instanceof oauth.OperationProcessingError || problem instanceof oauth.UnsupportedOperationError)
    return 'invalid'
  return 'unavailable'
}
