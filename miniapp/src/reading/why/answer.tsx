import type { WhyAnswer } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { Button, Card, Fold, Row, type TagTone } from '../../components'
import { dayText, momentText } from '../../format/date'
import { openPage } from '../../hooks/navigation'
import './why.scss'

interface AnswerProps {
  answer: WhyAnswer
  /** 公开, 更正: where a notice was told of more than once. */
  heading?: string | null
  older?: boolean
}

/** One telling: what became of it as the largest words, then why, when and by what. */
export function Answer({ answer, heading, older }: AnswerProps) {
  const { at, headline } = answer
  const title = heading ? `${heading}${at ? ` · ${dayText(at)}` : ''}` : ''
  if (older) {
    return (
      <Fold title={title || headline} note={headline}>
        <Parts answer={answer} />
      </Fold>
    )
  }
  return (
    <>
      <View className="why-hero">
        {title ? <Text className="why-hero__what">{title}</Text> : null}
        <Text className="why-hero__words">{headline}</Text>
        {answer.next ? <Text className="why-hero__next">{`接下来：${answer.next.text}`}</Text> : null}
      </View>
      <Parts answer={answer} />
    </>
  )
}

function Parts({ answer: { criteria, window, channels } }: { answer: WhyAnswer }) {
  return (
    <>
      <Lines title="为什么" lines={criteria} />
      {channels.length > 0 ? (
        <Card title="怎么告诉的" flush>
          {channels.map(({ channel, name, state, at, text, way }) => (
            <Row
              key={`${channel} ${at ?? ''} ${text}`}
              title={name}
              detail={text}
              note={at ? momentText(at) : undefined}
              tag={tags[state]}
            >
              {way ? <Way way={way} of={name} /> : undefined}
            </Row>
          ))}
        </Card>
      ) : null}
      <Lines title="什么时候" lines={window} />
    </>
  )
}

type Line = WhyAnswer['criteria'][number]

function Lines({ title, lines }: { title: string; lines: readonly Line[] }) {
  if (lines.length === 0) return null
  return (
    <Card title={title}>
      {lines.map(({ code, text, way }) => (
        <View key={`${code} ${text}`} className="why-line">
          <Text className="why-line__text">{text}</Text>
          {way ? <Way way={way} of={text} /> : null}
        </View>
      ))}
    </Card>
  )
}

const Way = ({ way: { text, page }, of }: { way: NonNullable<Line['way']>; of: string }) => (
  <Button kind="quiet" inline label={of} onPress={() => void openPage(page)}>
    {text}
  </Button>
)

const tags: Record<WhyAnswer['channels'][number]['state'], { text: string; tone: TagTone }> = {
  done: { text: '发到了', tone: 'good' },
  unknown: { text: '没回音', tone: 'soon' },
  failed: { text: '没发成', tone: 'missing' },
  skipped: { text: '没有用', tone: 'plain' },
  next: { text: '接下来用', tone: 'info' },
  off: { text: '关着', tone: 'plain' },
}
