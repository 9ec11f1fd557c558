import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import fp from 'fastify-plugin'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** OpenAPI 3.1 knows no `nullable`, which the validator and the serializer do: here it becomes a union with null. */
export function withNullUnions(node: Json): Json {
  if (Array.isArray(node)) return node.map(withNullUnions)
  if (node === null || typeof node !== 'object') return node
  const entries = Object.entries(node).map(([key, value]) => [key, withNullUnions(value)] as const)
  const plain: { [key: string]: Json } = Object.fromEntries(entries)
  if (plain.nullable !== true) return plain
  const { nullable: _, ...schema } = plain
  return { anyOf: [schema, { type: 'null' }] }
}

/** `/openapi.json` and `/docs`, from the contract's schemas; after the operators' plugin. */
export const openapiPlugin = fp(
  async (app) => {
    await app.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: {
          title: '护塘 hutang',
          version: '0.1.0',
          description:
            'What a village discloses, to whom, and how people are told. Errors are `{ error: { code, message, requestId, fields? } }`, the message in Chinese for the person.',
        },
        components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
      },
      transformObject: (document) =>
        withNullUnions(
          ('openapiObject' in document ? document.openapiObject : document.swaggerObject) as Json,
        ) as object,
    })
    await app.register(swaggerUi, {
      routePrefix: '/docs',
      staticCSP: true,
      uiHooks: { onRequest: (request, reply) => app.operatorsOnly(request, reply) },
    })
    app.get(
      '/openapi.json',
      { schema: { hide: true }, onRequest: (request, reply) => app.operatorsOnly(request, reply) },
      () => app.swagger(),
    )
  },
  { name: 'openapi' },
)
