import type { NoticeView } from '@hutang/shared/contract'
import { isOver, validityText } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import { clock } from '../../format/clock'
import { dayText } from '../../format/date'
import { Balance } from '../balance/balance'
import { Elements } from '../elements/elements'
import { OwnFigures, OwnGroup } from '../own-figures/own-figures'
import { Pictures } from '../pictures/pictures'
import { Table, type TableProps } from '../table/table'
import { Tag } from '../tag/tag'
import './notice-content.scss'

export type NoticeContentProps = {
  notice: Pick<NoticeView, 'title' | 'plain' | 'elements' | 'body' | 'table' | 'pictures'> &
    Partial<Pick<NoticeView, 'publishedBy' | 'publishedAt' | 'validUntil' | 'ledger' | 'item'>>
  /** The reader's own group: its row of a list of groups stands above. */
  group?: string | undefined
  laterRows?: TableProps['later']
  tableFoot?: TableProps['foot']
  onVoucher?: TableProps['onVoucher']
}

/** The content of a notice as a villager reads it: the plain sentence, the own household's figures, sums, table, the rest. */
export function NoticeContent({ notice, group, laterRows, tableFoot, onVoucher }: NoticeContentProps) {
  const { title, plain, elements, body, table, pictures, ledger, publishedBy, publishedAt, validUntil } =
    notice
  const answer = plain || title
  return (
    <View className="notice-content">
      {publishedBy && publishedAt ? (
        <Text className="notice-content__who">
          {ledger?.bodyName ?? publishedBy} · {dayText(publishedAt)}公开
        </Text>
      ) : null}
      <Text className="notice-content__title" {...a11y({ role: 'heading', level: 2 })} userSelect>
        {answer}
      </Text>
      {answer === title ? null : (
        <Text className="notice-content__name" userSelect>
          {title}
        </Text>
      )}
      {validUntil ? <Validity until={new Date(validUntil)} /> : null}
      {table ? <OwnFigures table={table} ofPerson={notice.item?.rowsOf === 'person'} /> : null}
      {table ? <OwnGroup table={table} group={group} /> : null}
      <Balance ledger={ledger} table={table} elements={elements} />
      {table ? <Table table={table} later={laterRows} foot={tableFoot} onVoucher={onVoucher} /> : null}
      {elements.length > 0 ? <Elements items={elements} /> : null}
      {pictures.length > 0 ? <Pictures pictures={pictures} /> : null}
      {body
        ? paragraphs(body).map(({ key, text }) => (
            <Text key={key} className="notice-content__paragraph" userSelect>
              {text}
            </Text>
          ))
        : null}
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
