import type { PolicyView } from '@hutang/shared/contract'
import { levelWords } from '@hutang/shared/rules'
import { Text } from '@tarojs/components'
import { Elements, Fold } from '../../components'
import { dayText, plainDay } from '../../format/date'
import { competitionWords, paragraphsOf } from './words'

/** The plain interpretation first; the document, its number and what it rests on are folded. */
export function Documents({ policy }: { policy: PolicyView }) {
  const { content, publishedAt, publishedBy } = policy
  const { interpretation, text, documentNo, issuer, issuedOn, validFrom, validTo, level, sourceUrl } = content
  return (
    <>
      {interpretation ? (
        <Fold title="白话解读" note="这项政策说的是什么" open>
          <Paragraphs text={interpretation} />
        </Fold>
      ) : null}
      <Fold title="政策原文" note={[documentNo, issuer].filter(Boolean).join(' · ')}>
        <Elements
          items={[
            { name: '发文机关', text: issuer },
            { name: '文号', text: documentNo || '没有文号' },
            ...(issuedOn ? [{ name: '发文日期', text: plainDay(issuedOn) }] : []),
            { name: '有效期', text: validWords(validFrom, validTo) },
            ...(sourceUrl ? [{ name: '原文网址', text: sourceUrl }] : []),
          ]}
        />
        <Paragraphs text={text} />
      </Fold>
      <Fold title="依据和审查" note="谁公开的，公平竞争审查怎么做的">
        <Elements
          items={[
            { name: '政策层级', text: levelWords[level] },
            { name: '公平竞争审查', text: competitionWords(content) },
            { name: '谁公开的', text: `${publishedBy}，${dayText(publishedAt)}` },
          ]}
        />
      </Fold>
    </>
  )
}

function validWords(from: string | null, to: string | null): string {
  if (from === null && to === null) return '到另行通知为止'
  return [from && `${plainDay(from)}起`, to ? `${plainDay(to)}止` : '到另行通知为止']
    .filter(Boolean)
    .join('，')
}

function Paragraphs({ text }: { text: string }) {
  return (
    <>
      {paragraphsOf(text).map((paragraph) => (
        <Text key={paragraph} className="policy__paragraph" userSelect>
          {paragraph}
        </Text>
      ))}
    </>
  )
}
