import { type ErrorCode, errorTable, type FieldProblem } from '@hutang/shared'
import type { FastifyError, FastifySchemaValidationError } from 'fastify'
import fp from 'fastify-plugin'
import { AppError } from '../errors'
import { asksForPage, notFoundPage } from './not-found-page'
import { dataHeaders } from './security'
import { createSparing } from './sparing-log'

/** One sentence for each JSON-schema keyword a client can break. */
function sentence(problem: FastifySchemaValidationError): string {
  const params = problem.params as Record<string, unknown>
  switch (problem.keyword) {
    case 'required':
      return '这一项必须填写。'
    case 'additionalProperties':
      return `不认识“${String(params.additionalProperty)}”，请去掉。`
    case 'minLength':
      return Number(params.limit) === 1 ? '不能为空。' : `至少要 ${String(params.limit)} 个字。`
    case 'maxLength':
      return `最多 ${String(params.limit)} 个字。`
    case 'minimum':
      return `不能小于 ${String(params.limit)}。`
    case 'maximum':
      return `不能大于 ${String(params.limit)}。`
    case 'minItems':
      return `至少要 ${String(params.limit)} 条。`
    case 'maxItems':
      return `最多 ${String(params.limit)} 条。`
    case 'enum':
      return `只能是：${(params.allowedValues as unknown[]).join('、')}。`
    case 'type':
      return `格式不对，应是${typeText(params.type)}。`
    case 'pattern':
    case 'format':
      return '写法不对。'
    default:
      return '填得不对。'
  }
}

const typeNames: Record<string, string> = {
  string: '文字',
  integer: '整数',
  number: '数字',
  boolean: '“是”或“否”',
  array: '一组内容',
  object: '一项内容',
  null: '空着',
}
const typeText = (type: unknown): string =>
  [type]
    .flat()
    .map((name) => typeNames[String(name)] ?? String(name))
    .join('或')

interface Titled {
  title?: string
  properties?: Record<string, { title?: string }>
}

/** `whole` names what was wrong where no field of it is: the body, the query. */
export function fieldProblems(
  validation: readonly FastifySchemaValidationError[],
  whole = 'body',
): FieldProblem[] {
  const problems = validation.map((problem) => {
    const { missingProperty: missing, additionalProperty: unknown } = problem.params as {
      missingProperty?: string
      additionalProperty?: string
    }
    const path = problem.instancePath.slice(1).replaceAll('/', '.')
    const field = [path, missing ?? unknown].filter(Boolean).join('.')
    const schema = (problem as { parentSchema?: Titled }).parentSchema
    const title = missing ? schema?.properties?.[missing]?.title : unknown ? undefined : schema?.title
    return { field: field || whole, message: `${title ? `${title}：` : ''}${sentence(problem)}` }
  })
  // A text that breaks two rules of writing is told so once.
  const said = new Map(problems.map((one) => [`${one.field} ${one.message}`, one]))
  return [...said.values()]
}

const wholes: Record<string, string> = { querystring: 'query', params: 'params', headers: 'headers' }

const frameworkCodes: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'tooLarge',
  FST_REQ_FILE_TOO_LARGE: 'tooLarge',
  FST_FILES_LIMIT: 'tooLarge',
  FST_PARTS_LIMIT: 'tooLarge',
  FST_FIELDS_LIMIT: 'tooLarge',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformedJson',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformedJson',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupportedMedia',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'unsupportedMedia',
  FST_ERR_RATE_LIMIT: 'tooManyRequests',
}

/** The client's fault where the framework says 4xx; everything else is ours. */
function codeOf(error: FastifyError): ErrorCode {
  const known = frameworkCodes[error.code]
  if (known) return known
  const status = error.statusCode ?? 500
  if (status === 413) return 'tooLarge'
  if (status === 429) return 'tooManyRequests'
  return status >= 400 && status < 500 ? 'badRequest' : 'internal'
}

/** Of one kind of error of ours; a full disk would otherwise be filled further by its own complaints. */
const linesPerMinute = 60

/** One place turns whatever was thrown into `{ error: { code, message, requestId, fields? } }`. */
export const errorsPlugin = fp(
  async (app) => {
    const sparing = createSparing(linesPerMinute)
    app.setErrorHandler((thrown: FastifyError | AppError, request, reply) => {
      const known =
        thrown instanceof AppError
          ? thrown
          : 'validation' in thrown && thrown.validation
            ? new AppError('invalidFields', {
                fields: fieldProblems(thrown.validation, wholes[thrown.validationContext ?? '']),
              })
            : new AppError(codeOf(thrown), { cause: thrown })
      const { english } = errorTable[known.code]
      const line = known.status >= 500 ? sparing(known.code) : null
      if (line?.say)
        request.log.error(
          { err: thrown, code: known.code, reqId: request.id, leftOut: line.leftOut || undefined },
          english,
        )
      else if (!line) request.log.info({ code: known.code, fields: known.fields, reqId: request.id }, english)
      reply
        .code(known.status)
        .headers({ ...dataHeaders, 'cache-control': 'no-store' })
        .type('application/json; charset=utf-8')
      // The rest of the body is not waited for.
      if (known.code === 'tooSlow') reply.header('connection', 'close')
      return {
        error: {
          code: known.code,
          message: known.message,
          requestId: request.id,
          ...(known.fields ? { fields: known.fields } : {}),
        },
      }
    })
    app.setNotFoundHandler((request, reply) => {
      reply.code(404).header('cache-control', 'no-store')
      if (asksForPage(request)) return reply.type('text/html; charset=utf-8').send(notFoundPage)
      const { message } = errorTable.routeNotFound
      return { error: { code: 'routeNotFound', message, requestId: request.id } }
    })
  },
  { name: 'errors' },
)
