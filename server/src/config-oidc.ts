import Type from 'typebox'

/** The part of the environment that lets people sign in by the county's own provider. */
export const oidcEnvironment = {
  OIDC_ISSUER: Type.String({
    default: '',
    pattern: '^(https://.+|http://(127\\.0\\.0\\.1|localhost)(:[0-9]+)?(/.*)?)?$',
    description: "Issuer of the county's own sign-in (OpenID Connect); empty: none",
  }),
  OIDC_CLIENT_ID: Type.String({ default: '', description: 'What the provider calls this service' }),
  OIDC_CLIENT_SECRET: Type.String({
    default: '',
    description: 'Its secret; empty: a public client, protected by PKCE alone',
  }),
  OIDC_NAME: Type.String({
    default: '单位统一认证',
    maxLength: 20,
    description: 'What the button of the sign-in page calls it',
  }),
} as const
