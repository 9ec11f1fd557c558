/** What can go wrong on the way to the county's own sign-in and back; the sign-in page tells it by its code. */
export const oidcErrors = {
  oidcNotConnected: {
    status: 404,
    message: '这里没有接单位的统一认证，请用扫码或登录单登录。',
    english: 'OIDC_ISSUER is not set',
  },
  oidcUnavailable: {
    status: 502,
    message: '单位的统一认证暂时连不上，请稍后再试，或用扫码、登录单登录。',
    english: 'The provider did not answer, or not as OpenID Connect says',
  },
  oidcRefused: {
    status: 401,
    message: '统一认证没有让您登录，请重新登录，或换一种方式。',
    english: 'The provider answered an error',
  },
  oidcInvalid: {
    status: 401,
    message: '这次登录没有核对上，请从登录页重新开始。',
    english: 'Not this browser, used, over, or a token that must not be believed',
  },
  oidcUnknown: {
    status: 401,
    message: '这个单位账号还没有绑定。请先用扫码或登录单登录，再到“登录的设备”里绑定。',
    english: 'No account is bound to this subject',
  },
  oidcTied: {
    status: 409,
    message: '绑定没有成功：您的账号或那个单位账号已经绑定过别的，请先解除。',
    english: 'The account or the subject is bound already',
  },
} as const

/** The sentence for a code of the callback; undefined for any other word. */
export const oidcProblem = (code: string): string | undefined =>
  Object.entries(oidcErrors).find(([name]) => name === code)?.[1].message
