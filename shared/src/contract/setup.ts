import { nullable, object, oneOf, Problem, RegionCode, RegionParams, route, type Static, Type } from './base'
import { RegionRef } from './domain'
import { SessionAnswer } from './sessions'

const Tables = Type.String({
  title: '村镇和人员表',
  maxLength: 300_000,
  description:
    'as pasted: a table of places (区划代码, 名称, 办公室名称, 电话, 地址, 办公时间) and, below or above it, one of people (村镇, 姓名, 岗位, 手机, 起始日)',
})

export const SetupForm = object({
  code: Type.String({ title: '启用码', minLength: 1, maxLength: 40 }),
  text: Tables,
  administrator: Type.String({
    title: '您的姓名',
    maxLength: 60,
    description: 'empty: the one 管理员 whom the table names for the whole place',
  }),
  phone: Type.String({ title: '手机', maxLength: 30 }),
  since: Type.String({ title: '启用日期', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }),
  filing: Type.String({ title: '备案号', maxLength: 40 }),
  within: Type.String({ title: '所在区县和镇', maxLength: 60, description: 'of a village alone' }),
})

export const SetupLook = object(
  {
    kind: oneOf(['county', 'pilot'], { description: 'pilot: a village alone, before its county begins' }),
    regions: Type.Array(
      object({
        ...RegionRef.properties,
        parent: nullable(RegionCode),
        office: Type.String(),
        phone: Type.String(),
        people: Type.Integer(),
      }),
    ),
    townships: Type.Integer(),
    villages: Type.Integer(),
    people: Type.Integer(),
    administrator: nullable(Type.String()),
    filing: Type.String(),
    within: Type.String(),
    problems: Type.Array(Problem, { description: 'the first fifty; with none left it can begin' }),
    warnings: Type.Array(Type.String()),
    left: Type.Array(Type.String(), { description: 'rows of places that do not belong to the county' }),
  },
  { title: 'SetupLook' },
)

const Office = {
  name: Type.String({ title: '办公室名称', minLength: 1, maxLength: 60 }),
  phone: Type.String({ title: '电话', maxLength: 40 }),
  address: Type.String({ title: '地址', maxLength: 80 }),
  hours: Type.String({ title: '办公时间', maxLength: 40 }),
}

export const setupRoutes = {
  'GET /setup': route({
    summary: 'Leads a browser to the page of the setup; the code stays behind the #',
    tag: 'setup',
    auth: 'none',
    produces: 'text/html; charset=utf-8',
    response: Type.String(),
  }),
  'GET /api/setup': route({
    summary: 'Whether this installation still has to be set up; 404 once it is, and in the demo',
    tag: 'setup',
    auth: 'none',
    response: object({ state: Type.Literal('open'), today: Type.String() }),
    errors: [404],
  }),
  'GET /api/setup/template.xlsx': route({
    summary: 'The two tables to be filled in',
    tag: 'setup',
    auth: 'none',
    produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    response: Type.Any(),
  }),
  'POST /api/setup/file': route({
    summary:
      'The tables of an .xlsx, .xls or .csv file as text (multipart: file, name, code); nothing of it is kept',
    tag: 'setup',
    auth: 'none',
    limit: 'upload',
    consumes: 'multipart/form-data',
    response: object({ text: Type.String() }),
    errors: [401, 404, 409, 413, 415],
  }),
  'POST /api/setup/look': route({
    summary: 'Reads the tables and says what would be set up, and what is wrong; writes nothing',
    tag: 'setup',
    auth: 'none',
    limit: 'signIn',
    body: SetupForm,
    response: SetupLook,
    errors: [401, 404, 409],
  }),
  'POST /api/setup': route({
    summary:
      'Registers places, offices, people and posts, once, and signs the first administrator in; asked again within ten minutes with the same it answers again',
    tag: 'setup',
    auth: 'none',
    limit: 'signIn',
    body: SetupForm,
    status: 201,
    response: object({ session: SessionAnswer, region: RegionRef, people: Type.Integer() }),
    errors: [401, 404, 409],
  }),
  'POST /api/regions': route({
    summary:
      'More places for an administrator’s county, or other offices for those that are there; look: writes nothing',
    tag: 'setup',
    auth: 'required',
    body: object({ text: Tables, look: Type.Optional(Type.Boolean()) }),
    response: object({
      regions: Type.Array(
        object({ ...RegionRef.properties, what: oneOf(['new', 'changed', 'same']), office: Type.String() }),
      ),
    }),
    errors: [403],
  }),
  'PUT /api/regions/:code/office': route({
    summary: 'Where the office of a place is and when one can come',
    tag: 'setup',
    auth: 'required',
    params: RegionParams,
    body: object(Office),
    response: object(Office),
    errors: [403, 404],
  }),
}

export type SetupForm = Static<typeof SetupForm>
export type SetupLook = Static<typeof SetupLook>
