import { Card, Row } from '../../components'
import type { PolicyDesk } from './sections'

/** 我要办 of items of the catalogue that leads nowhere. */
export function ItemLinks({ links }: { links: PolicyDesk['itemLinks'] }) {
  if (links.length === 0) return null
  return (
    <Card title={`公开目录里打不开的网址 ${links.length}`} flush tone="alert">
      {links.map(({ url, items, text }) => (
        <Row key={url} title={text} detail={url} note={`${namesOf(items)}；请管系统的人更正`} />
      ))}
    </Card>
  )
}

const few = 3
const namesOf = (items: readonly string[]): string =>
  items.length > few ? `${items.slice(0, few).join('、')}等 ${items.length} 项` : items.join('、')
