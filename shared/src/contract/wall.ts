import {
  Done,
  Id,
  IdParams,
  Instant,
  nullable,
  object,
  oneOf,
  RegionParams,
  route,
  type Static,
  Type,
} from './base'
import { RegionRef } from './domain'

export const wallStates = ['open', 'taken', 'dropped'] as const

/** 公开墙 (item 47): what a 组长 reports of the own group, without any name. */
export const WallReport = object(
  {
    id: Id,
    group: Type.String(),
    place: Type.String(),
    problem: Type.String(),
    progress: Type.String(),
    week: Type.String({ description: 'its Monday' }),
    at: Instant,
    by: Type.String({ description: 'name and role in words' }),
    state: oneOf(wallStates),
    stateText: Type.String(),
    own: Type.Boolean(),
    notice: nullable(Type.String({ description: 'the draft that it is a row of' })),
  },
  { title: 'WallReport' },
)

const Text = (title: string, maxLength: number) => Type.String({ title, minLength: 1, maxLength })

export const wallRoutes = {
  'GET /api/regions/:code/wall': route({
    summary: 'What was reported for the wall: of the own group for its 组长, of the village for its clerk',
    tag: 'workflow',
    auth: 'required',
    params: RegionParams,
    response: object({
      region: RegionRef,
      week: Type.String({ description: 'this week as a heading, with the day until which it is due' }),
      groups: Type.Array(Type.String(), { description: 'those that the viewer leads' }),
      takes: Type.Boolean({ description: 'the viewer puts reports into the draft of the week' }),
      missing: Type.Array(Type.String({ description: 'groups that have not reported this week' })),
      reports: Type.Array(WallReport, { description: 'of this week and the last, the newest first' }),
    }),
    errors: [403, 404],
  }),
  'POST /api/regions/:code/wall': route({
    summary: 'A 组长 reports for the wall; names in it are masked, and the clerk is told',
    tag: 'workflow',
    auth: 'required',
    limit: 'write',
    params: RegionParams,
    status: 201,
    body: object({
      group: Text('组', 60),
      place: Text('地点', 60),
      problem: Text('问题', 200),
      progress: Text('进度', 100),
    }),
    response: WallReport,
    errors: [403, 404],
  }),
  'DELETE /api/wall-reports/:id': route({
    summary: 'Takes a report back that the clerk has not taken yet',
    tag: 'workflow',
    auth: 'required',
    limit: 'write',
    params: IdParams,
    response: Done,
    errors: [403, 404, 409],
  }),
  'POST /api/wall-reports/:id/taken': route({
    summary: 'Puts a report as a row into the draft of the week, which is begun where there is none',
    tag: 'workflow',
    auth: 'required',
    limit: 'write',
    params: IdParams,
    response: WallReport,
    errors: [403, 404, 409],
  }),
}

export type WallReport = Static<typeof WallReport>
