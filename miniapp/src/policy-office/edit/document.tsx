import { conditionsOf, type PolicyContent, sentencesOf } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import { Button, Card, EmptyState, Pressable, Textarea } from '../../components'

interface DocumentProps {
  content: PolicyContent
  error: string | undefined
  onText: (text: string) => void
  /** A sentence was tapped: to make a condition of it, or to change the one that it has. */
  onSentence: (sentence: string, path: string | undefined) => void
}

const mostText = 50_000

const plain = (text: string): string => text.normalize('NFKC').replace(/\s/g, '')

/** 政策原文: pasted once, then read sentence by sentence; a tap makes a condition. */
export function Document({ content, error, onText, onSentence }: DocumentProps) {
  const { text, rule } = content
  const [writing, setWriting] = useState(text.trim() === '')
  const lines = useMemo(() => sentencesOf(text), [text])
  const used = useMemo(
    () => new Map(conditionsOf(rule).map(({ condition, path }) => [plain(condition.sourceText), path])),
    [rule],
  )
  if (writing)
    return (
      <View id="at-text">
        <Card title="政策原文">
          <Textarea
            label="把原文贴进来"
            required
            hint="整篇贴，段落之间空一行。贴好以后点一句话，就能变成条件。"
            maxLength={mostText}
            error={error}
            value={text}
            onChange={onText}
          />
          <Button
            kind="secondary"
            icon="check"
            reason={text.trim() === '' ? '先把原文贴进来' : undefined}
            onPress={() => setWriting(false)}
          >
            贴好了，一句一句看
          </Button>
        </Card>
      </View>
    )
  return (
    <View id="at-text">
      <Card
        title="政策原文"
        aside={
          <Button kind="quiet" icon="edit" inline onPress={() => setWriting(true)}>
            改原文
          </Button>
        }
      >
        <Text className="policy-edit__hint">
          {used.size > 0
            ? `点一句话，把它变成条件。已经变了 ${used.size} 句，下面画了线。`
            : '点一句话，把它变成条件。'}
        </Text>
        {error ? <Text className="policy-edit__wrong">{error}</Text> : null}
        {lines.length === 0 ? <EmptyState title="原文是空的" /> : null}
        {lines.map((line) => (
          <View className="document__line" key={line[0]?.at}>
            {line.map((one) => {
              const path = used.get(plain(one.text))
              return (
                <Pressable
                  key={one.at}
                  className={path ? 'document__sentence document__sentence--used' : 'document__sentence'}
                  label={`${one.text}${path ? '，已变成条件，点开可以改' : '，变成条件'}`}
                  onPress={() => onSentence(one.text, path)}
                >
                  <Text>{one.text}</Text>
                </Pressable>
              )
            })}
          </View>
        ))}
      </Card>
    </View>
  )
}
