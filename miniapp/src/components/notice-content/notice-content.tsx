import type { NoticeView } from '@hutang/shared/contract'
import { isOver, validityText } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import { clock } from '../../format/clock'
import { dayText } from '../../format/date'
import { Balance } from '../balance/balance'
import { Card } from '../card/card'
import { Elements } from '../elements/elements'
import { Lead } from '../lead/lead'
import { OwnFigures } from '../own-figures/own-figures'
import { Pictures } from '../pictures/pictures'
import { Table, type TableProps } from '../table/table'
import { Tag } from '../tag/tag'
import './notice-content.scss'

export type NoticeContentProps = {
  notice: Pick<NoticeView, 'title' | 'plain' | 'elements' | 'body' | 'table' | 'pictures'> &
    Partial<Pick<NoticeView, 'publishedBy' | 'publishedAt' | 'validUntil'>>
  laterRows?: TableProps['later']
  tableFoot?: TableProps['foot']
}

/** The content of a notice as a villager reads it: the own household's figures, plain sentence, elements, table, pictures, text. */
export function NoticeContent({ notice, laterRows, tableFoot }: NoticeContentProps) {
  const { title, plain, elements, body, table, pictures, publishedBy, publishedAt, validUntil } = notice
  return (
    <View className="notice-content">
      {table ? <OwnFigures table={table} /> : null}
      <Text className="notice-content__title" {...a11y({ role: 'heading', level: 2 })} userSelect>
        {title}
      </Text>
      {publishedBy && publishedAt ? (
        <Text className="notice-content__who">
          {publishedBy} · {dayText(publishedAt)}公开
        </Text>
      ) : null}
      {validUntil ? <Validity until={new Date(validUntil)} /> : null}
      {plain ? <Lead>{plain}</Lead> : null}
      {table ? <Balance table={table} elements={elements} /> : null}
      {elements.length > 0 ? (
        <Card>
          <Elements items={elements} />
        </Card>
      ) : null}
      {table ? <Table table={table} later={laterRows} foot={tableFoot} /> : null}
      {pictures.length > 0 ? <Pictures pictures={pictures} /> : null}
      {body ? (
        <Card>
          {paragraphs(body).map(({ key, text }) => (
            <Text key={key} className="notice-content__paragraph" userSelect>
              {text}
            </Text>
          ))}
        </Card>
      ) : null}
    </View>
  )
}

/** 有效至, and once it is over that it is. */
function Validity({ until }: { until: Date }) {
  const now = new Date(clock.now())
  const over = isOver(until, now)
  return (
    <View className="notice-content__validity">
      <Tag tone={over ? 'missing' : 'info'} icon="clock">
        {validityText(until, now)}
      </Tag>
    </View>
  )
}

const paragraphs = (body: string) =>
  body
    .split(/\n+/)
    .map((text, at) => ({ key: `${at}`, text: text.trim() }))
    .filter(({ text }) => text !== '')
