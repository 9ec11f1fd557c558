import { nullable, object, route, type Static, Type } from './base'

export const EmailView = object({
  connected: Type.Boolean({ description: 'whether this installation sends e-mail' }),
  address: nullable(Type.String({ description: 'masked: a***@qq.com; null: none' })),
  returned: Type.Boolean({ description: 'the mail server says that nobody has this address' }),
  waiting: nullable(Type.String({ description: 'masked: a code was sent there and is still good' })),
})

const token = object({
  token: Type.String({
    title: '退订码',
    maxLength: 200,
    description: 'of one person and address; does not run out',
  }),
})
const htmlPage = 'text/html; charset=utf-8'

export const emailRoutes = {
  'GET /api/me/email': route({
    summary: 'The address for e-mail, masked',
    tag: 'me',
    auth: 'required',
    response: EmailView,
  }),
  'PUT /api/me/email': route({
    summary: 'Send a code of six digits to an address; it is good for ten minutes and five tries',
    tag: 'me',
    auth: 'required',
    limit: 'verify',
    body: object({ address: Type.String({ title: '邮箱', minLength: 1, maxLength: 120 }) }),
    response: EmailView,
    errors: [502],
  }),
  'POST /api/me/email/confirm': route({
    summary: 'The code that came: the address is used from now on, and e-mail is on',
    tag: 'me',
    auth: 'required',
    limit: 'verify',
    body: object({ code: Type.String({ title: '验证码', minLength: 1, maxLength: 20 }) }),
    response: EmailView,
  }),
  'DELETE /api/me/email': route({
    summary: 'Forget the address',
    tag: 'me',
    auth: 'required',
    response: EmailView,
  }),
  'GET /unsubscribe/:token': route({
    summary: 'A page with one button; opening it ends nothing',
    tag: 'me',
    auth: 'none',
    params: token,
    produces: htmlPage,
    response: Type.String(),
    errors: [404],
  }),
  'POST /unsubscribe/:token': route({
    summary: 'End e-mail, by the button or by a mail client (RFC 8058); repeatable',
    tag: 'me',
    auth: 'none',
    params: token,
    consumes: 'application/x-www-form-urlencoded',
    produces: htmlPage,
    response: Type.String(),
    errors: [404],
  }),
}

export type EmailView = Static<typeof EmailView>
