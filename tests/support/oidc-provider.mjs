// oidc-provider (certified, https://github.com/panva/node-oidc-provider) in a process of its own: whoever comes is signed
// in at once as the account that a test has named. A test may also order what a provider must never do.
import { createServer } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { Provider } from 'oidc-provider'

const [, , redirect] = process.argv
const orders = { account: 'county-clerk', refuse: false, forge: null, down: false }
let issuer = ''
let keys
let provider

async function freshKeys() {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const kid = `k${Date.now()}-${Math.round(performance.now())}`
  return { privateKey, kid, jwk: { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' } }
}

function makeProvider() {
  provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'hutang',
        token_endpoint_auth_method: 'none',
        redirect_uris: [redirect],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    pkce: { required: () => true },
    jwks: { keys: [keys.jwk] },
    cookies: { keys: ['a test'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
  })
}

async function interaction(request, response) {
  const { prompt, params, grantId } = await provider.interactionDetails(request, response)
  const finish = (result) => provider.interactionFinished(request, response, result)
  if (orders.refuse) return finish({ error: 'access_denied', error_description: 'not today' })
  if (prompt.name === 'login') return finish({ login: { accountId: orders.account } })
  const grant = grantId
    ? await provider.Grant.find(grantId)
    : new provider.Grant({ accountId: orders.account, clientId: params.client_id })
  grant.addOIDCScope('openid')
  return finish({ consent: { grantId: await grant.save() } })
}

const bodyOf = async (request) => {
  let text = ''
  for await (const part of request) text += part
  return text
}

/** A token that is almost right. */
async function forged(response) {
  const { wrong, nonce } = orders.forge
  const signing = wrong === 'key' ? await freshKeys() : keys
  const now = Math.floor(Date.now() / 1000)
  const token = await new SignJWT({ nonce: wrong === 'nonce' ? 'another' : nonce })
    .setProtectedHeader({ alg: 'RS256', kid: keys.kid })
    .setIssuer(wrong === 'issuer' ? 'http://127.0.0.1:1' : issuer)
    .setSubject(orders.account)
    .setAudience(wrong === 'audience' ? 'somebody-else' : 'hutang')
    .setIssuedAt(wrong === 'expired' ? now - 7200 : now)
    .setExpirationTime(wrong === 'expired' ? now - 3600 : now + 600)
    .sign(signing.privateKey)
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ access_token: 'x', token_type: 'Bearer', id_token: token }))
}

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, issuer)
  if (pathname === '/orders') {
    const { rotate, ...given } = JSON.parse(await bodyOf(request))
    Object.assign(orders, given)
    if (rotate) {
      keys = await freshKeys()
      makeProvider()
    }
    return response.end('{}')
  }
  if (orders.down) return response.destroy()
  if (pathname.startsWith('/interaction/')) return interaction(request, response)
  if (pathname === '/token' && orders.forge) return forged(response)
  return provider.callback()(request, response)
})

server.listen(0, '127.0.0.1', async () => {
  issuer = `http://127.0.0.1:${server.address().port}`
  keys = await freshKeys()
  makeProvider()
  console.log(`issuer ${issuer}`)
})
