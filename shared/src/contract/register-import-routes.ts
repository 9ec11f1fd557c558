import {
  Cursor,
  Done,
  Id,
  Limit,
  nullable,
  object,
  oneOf,
  page,
  RegionCode,
  RegionParams,
  route,
  Type,
} from './base'
import {
  CountyImport,
  ImportLine,
  lineAnswers,
  lineKinds,
  questionCodes,
  RegisterImport,
  registerFields,
} from './register-imports'
import { HouseholdKind } from './register-words'

const ImportParams = object({ code: RegionCode, id: Id })

export const registerImportRoutes = {
  'GET /api/regions/:code/register/imports': route({
    summary: 'Imports of a village’s register, newest first',
    tag: 'register',
    auth: 'required',
    params: RegionParams,
    response: object({ imports: Type.Array(RegisterImport) }),
    errors: [403, 404],
  }),
  'POST /api/regions/:code/register/imports': route({
    summary: 'Compare a pasted register with the stored one; nothing changes until it is confirmed',
    tag: 'register',
    auth: 'required',
    params: RegionParams,
    body: object({
      text: Type.String({ title: '表格', minLength: 1, maxLength: 900_000 }),
      kind: Type.Optional(HouseholdKind),
    }),
    status: 201,
    response: RegisterImport,
    errors: [403, 404, 413],
  }),
  'POST /api/regions/:code/register/imports/file': route({
    summary: 'The same with a file (multipart: file; .xlsx, .xls, .csv)',
    tag: 'register',
    auth: 'required',
    limit: 'upload',
    params: RegionParams,
    query: object({
      kind: Type.Optional(HouseholdKind),
      sheet: Type.Optional(
        Type.String({ title: '工作表', maxLength: 60, description: 'by its name; absent: the fullest' }),
      ),
    }),
    consumes: 'multipart/form-data',
    status: 201,
    response: RegisterImport,
    errors: [403, 404, 413, 415],
  }),
  'GET /api/regions/:code/register/imports/:id': route({
    summary: 'One import: how the columns were understood, counts, progress',
    tag: 'register',
    auth: 'required',
    params: ImportParams,
    response: RegisterImport,
    errors: [403, 404],
  }),
  'GET /api/regions/:code/register/imports/:id/lines': route({
    summary: 'Lines of one kind, in the order of the file',
    tag: 'register',
    auth: 'required',
    params: ImportParams,
    query: object({
      kind: oneOf(lineKinds, { title: '种类' }),
      cursor: Type.Optional(Cursor),
      limit: Type.Optional(Limit),
    }),
    response: page(ImportLine),
    errors: [403, 404],
  }),
  'PUT /api/regions/:code/register/imports/:id/answers': route({
    summary: 'Answer questions one by one or in bulk, mend cells, say whether the file is the whole',
    tag: 'register',
    auth: 'required',
    params: ImportParams,
    body: object({
      lines: Type.Optional(
        Type.Array(
          object({ line: Type.String({ maxLength: 60 }), answer: oneOf(lineAnswers, { title: '回答' }) }),
          { maxItems: 200 },
        ),
      ),
      bulk: Type.Optional(
        object(
          {
            question: oneOf([...questionCodes, 'gone'], { title: '问题' }),
            answer: oneOf(lineAnswers, { title: '回答' }),
          },
          { description: 'for all of one kind that have no answer yet' },
        ),
      ),
      mend: Type.Optional(
        Type.Array(
          object({
            line: Type.String({ maxLength: 60 }),
            field: oneOf(registerFields, { title: '列' }),
            value: Type.String({ title: '内容', maxLength: 60 }),
          }),
          { maxItems: 200 },
        ),
      ),
      whole: Type.Optional(Type.Boolean({ title: '是不是全册' })),
    }),
    response: RegisterImport,
    errors: [403, 404, 409],
  }),
  'POST /api/regions/:code/register/imports/:id/confirm': route({
    summary:
      'Apply it; open questions are left aside only where that is said. 409 where the register has changed meanwhile: it was compared again',
    tag: 'register',
    auth: 'required',
    params: ImportParams,
    body: object({ leaveOpen: Type.Optional(Type.Boolean({ title: '没答的先放着' })) }),
    response: RegisterImport,
    errors: [403, 404, 409],
  }),
  'POST /api/regions/:code/register/imports/:id/undo': route({
    summary: 'Take back the whole import; what was changed by hand since is listed and kept',
    tag: 'register',
    auth: 'required',
    params: ImportParams,
    response: RegisterImport,
    errors: [403, 404, 409],
  }),
  'DELETE /api/regions/:code/register/imports/:id': route({
    summary: 'Throw away an import that was not confirmed',
    tag: 'register',
    auth: 'required',
    params: ImportParams,
    response: Done,
    errors: [403, 404, 409],
  }),
}

const CountyParams = object({ code: RegionCode, id: Id })

export const countyRegisterRoutes = {
  'POST /api/regions/:code/register/county': route({
    summary:
      'The register of all villages as one streamed .csv of up to 200 MB (UTF-8 or GB18030; each row names its village). After an interruption the same file is sent again and goes on',
    tag: 'register',
    auth: 'required',
    limit: 'upload',
    params: RegionParams,
    consumes: 'text/csv',
    status: 201,
    response: CountyImport,
    errors: [403, 404, 409, 413, 415],
  }),
  'GET /api/regions/:code/register/county': route({
    summary: 'The newest import of a county with its villages; also while the file is still coming',
    tag: 'register',
    auth: 'required',
    params: RegionParams,
    response: object({ import: nullable(CountyImport) }),
    errors: [403, 404],
  }),
  'POST /api/regions/:code/register/county/:id/confirm': route({
    summary: 'Apply every village that is clean; the others wait for their own clerk',
    tag: 'register',
    auth: 'required',
    params: CountyParams,
    response: CountyImport,
    errors: [403, 404, 409],
  }),
  'DELETE /api/regions/:code/register/county/:id': route({
    summary: 'Throw away what has not been applied',
    tag: 'register',
    auth: 'required',
    params: CountyParams,
    response: Done,
    errors: [403, 404, 409],
  }),
}
