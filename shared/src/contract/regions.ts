import {
  Cursor,
  ItemNo,
  Limit,
  object,
  page,
  RegionCode,
  RegionParams,
  route,
  type Static,
  type TSchema,
  Type,
} from './base'
import { ItemState, NoticeLine, RegionRef } from './domain'
import { FoundIn } from './search'

interface RegionTree extends Static<typeof RegionRef> {
  children: RegionTree[]
}
const level3 = Type.Array(object({ ...RegionRef.properties, children: Type.Array(Type.Object({})) }))
const level2 = Type.Array(object({ ...RegionRef.properties, children: level3 }))
/** county → township → village */
export const RegionTreeSchema = Type.Unsafe<RegionTree>(
  object({ ...RegionRef.properties, children: level2 }) as TSchema,
)

export const CategorySummary = object({
  category: Type.String(),
  group: Type.String({
    description: 'a township’s categories in a few groups; a village’s stand for themselves',
  }),
  items: Type.Integer({ description: 'items of the category in this region’s catalogue' }),
  published: Type.Integer({ description: 'items whose state is published' }),
})

export const RegionView = object({
  region: RegionRef,
  parents: Type.Array(RegionRef, { description: 'from the county down' }),
  groups: Type.Array(object({ no: Type.Integer(), name: Type.String() })),
  office: object({ name: Type.String(), phone: Type.String(), address: Type.String(), hours: Type.String() }),
  households: Type.Integer(),
})

export const regionRoutes = {
  'GET /api/regions': route({
    summary: 'The tree of regions',
    tag: 'regions',
    auth: 'none',
    shared: true,
    response: object({ regions: Type.Array(RegionTreeSchema) }),
  }),
  'GET /api/regions/:code': route({
    summary: 'One region with its groups and office',
    tag: 'regions',
    auth: 'none',
    shared: true,
    params: RegionParams,
    response: RegionView,
    errors: [404],
  }),
  'GET /api/regions/:code/catalogue': route({
    summary: "The region's catalogue with the state of every item",
    tag: 'catalogue',
    auth: 'none',
    shared: true,
    params: RegionParams,
    query: object({ category: Type.Optional(Type.String({ title: '类别', maxLength: 20 })) }),
    response: object({
      region: RegionRef,
      categories: Type.Array(CategorySummary),
      items: Type.Array(ItemState),
      left: Type.Array(
        object({ no: ItemNo, name: Type.String(), reason: Type.String(), basis: Type.String() }),
        {
          description: 'items of the standard catalogue this region leaves out, with reason and basis',
        },
      ),
    }),
    errors: [404],
  }),
  'GET /api/regions/:code/items/:no': route({
    summary: 'One item of the catalogue with its state',
    tag: 'catalogue',
    auth: 'none',
    shared: true,
    params: object({ code: RegionCode, no: ItemNo }),
    response: object({ region: RegionRef, ...ItemState.properties }),
    errors: [404],
  }),
  'GET /api/regions/:code/notices': route({
    summary:
      'Published notices, newest first; with q those that hold every word, the best first, by pinyin too: in title, item name, text and the rows that the viewer may see',
    tag: 'notices',
    auth: 'optional',
    shared: true,
    params: RegionParams,
    query: object({
      item: Type.Optional(ItemNo),
      category: Type.Optional(Type.String({ title: '类别', maxLength: 20 })),
      q: Type.Optional(Type.String({ title: '搜索词', minLength: 1, maxLength: 50 })),
      cursor: Type.Optional(Cursor),
      limit: Type.Optional(Limit),
    }),
    response: page(
      object({
        ...NoticeLine.properties,
        found: Type.Optional(Type.Object(FoundIn.properties, { description: 'with q only' })),
      }),
    ),
    errors: [404],
  }),
}

export type RegionTreeNode = RegionTree
export type RegionView = Static<typeof RegionView>
export type CategorySummary = Static<typeof CategorySummary>
