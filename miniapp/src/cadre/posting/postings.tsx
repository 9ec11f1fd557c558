import type { NoticeOutputs } from '@hutang/shared/contract'
import { postedText } from '@hutang/shared/rules'
import { Card, Row } from '../../components'
import { momentText } from '../../format/date'

/** Where it was posted, by whom and when; of an earlier edition it says so. */
export function Postings({ postings }: Pick<NoticeOutputs, 'postings'>) {
  if (postings.length === 0) return null
  return (
    <Card title="发过的" flush>
      {postings.map(({ where, at, by, editionNo, older }) => (
        <Row
          key={`${where} ${editionNo}`}
          title={postedText[where]}
          note={`${by} · ${momentText(at)}`}
          {...(older ? { tag: { text: `第 ${editionNo} 版，后来更正了`, tone: 'soon' as const } } : {})}
        />
      ))}
    </Card>
  )
}
