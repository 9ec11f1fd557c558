import {
  type Api,
  contract,
  ErrorBody,
  hasProperties,
  type LimitClass,
  type Route,
  type RouteKey,
} from '@hutang/shared'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** A request whose parts have passed the contract's schemas. */
export type ContractRequest<K extends RouteKey> = Omit<FastifyRequest, 'params' | 'query' | 'body'> & {
  params: Api[K]['params']
  query: Api[K]['query']
  body: Api[K]['body']
}

type Handler<K extends RouteKey> = (
  request: ContractRequest<K>,
  reply: FastifyReply,
) => Promise<Api[K]['response'] | FastifyReply> | Api[K]['response'] | FastifyReply

/** Statuses any route may answer besides its own. */
const everywhere = [400, 408, 414, 422, 429, 500, 503] as const

const tokenHeader = [{ bearer: [] }]

/**
 * Serves routes of the contract. The key names the route; schemas, statuses and the need for a token
 * come from `shared`, so that a handler cannot answer what the contract does not say.
 */
export function serve(app: FastifyInstance) {
  return <K extends RouteKey>(key: K, handler: Handler<K>): void => {
    const rule: Route = contract[key]
    const [method, url] = key.split(' ') as [string, string]
    const errors = new Set<number>([...everywhere, ...rule.errors])
    if (rule.auth !== 'none') errors.add(401)
    const success = rule.status ?? 200
    app.route({
      method,
      url,
      schema: {
        summary: rule.summary,
        tags: [rule.tag],
        ...(rule.auth === 'none'
          ? {}
          : { security: rule.auth === 'optional' ? [...tokenHeader, {}] : tokenHeader }),
        ...(hasProperties(rule.params) ? { params: rule.params } : {}),
        ...(hasProperties(rule.query) ? { querystring: rule.query } : {}),
        ...(hasProperties(rule.body) && method !== 'GET' ? { body: rule.body } : {}),
        ...(rule.consumes ? { consumes: [rule.consumes] } : {}),
        response: {
          [success]: rule.produces
            ? { content: { [mediaType(rule.produces)]: { schema: rule.response } } }
            : rule.response,
          ...Object.fromEntries([...errors].map((status) => [status, ErrorBody])),
        },
      },
      config: {
        auth: rule.auth,
        limit: rule.limit ?? (method === 'GET' ? 'read' : 'write'),
        shared: rule.shared,
      },
      ...(rule.auth === 'operator'
        ? { onRequest: (request: FastifyRequest, reply: FastifyReply) => app.operatorsOnly(request, reply) }
        : {}),
      handler: async (request, reply) => {
        reply.code(success)
        if (rule.produces) reply.type(rule.produces)
        return (handler as (request: unknown, reply: FastifyReply) => unknown)(request, reply)
      },
    })
  }
}

const mediaType = (value: string): string => value.split(';')[0] ?? value

declare module 'fastify' {
  interface FastifyContextConfig {
    auth?: Route['auth']
    limit?: LimitClass | 'none'
    shared?: boolean | undefined
  }
}
