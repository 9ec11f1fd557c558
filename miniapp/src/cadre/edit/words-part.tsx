import type { EditionWork } from '@hutang/shared/contract'
import { View } from '@tarojs/components'
import { Button, Card, Textarea } from '../../components'
import { clock } from '../../format/clock'
import { elementText, withElement } from '../draft/merge'
import type { Content } from '../table/rows'
import { suggestedTitle } from './suggest'

interface WordsPartProps {
  work: EditionWork
  content: Content
  onEdit: (change: (content: Content) => Content) => void
}

const longestPlain = 100

/** The title and the plain sentence (一句话说清), which lists, messages and search show. */
export function HeadPart({ work, content, onEdit }: WordsPartProps) {
  const suggested = suggestedTitle(work.item, work.region.name, new Date(clock.now()))
  const words = content.plain.length
  return (
    <Card title="标题和一句话">
      <View className="edit__short">
        <Textarea
          label="标题"
          required
          maxLength={60}
          value={content.title}
          onChange={(title) => onEdit((old) => ({ ...old, title: title.replace(/\n/g, '') }))}
        />
      </View>
      {content.title === '' ? (
        <View className="edit__below">
          <Button kind="quiet" icon="plus" onPress={() => onEdit((old) => ({ ...old, title: suggested }))}>
            {`用“${suggested}”`}
          </Button>
        </View>
      ) : null}
      <Textarea
        label="一句话说清"
        required
        hint={`村民最先看到的就是它：什么事、多少钱、跟谁有关。例：本季度流转费 86 万元，11 月 25 日前发到各户。${
          words > 0 ? `（${words}/${longestPlain} 字）` : ''
        }`}
        maxLength={longestPlain}
        value={content.plain}
        onChange={(plain) => onEdit((old) => ({ ...old, plain }))}
      />
    </Card>
  )
}

/** A field for each element (公开内容) that the item requires. */
export function ElementsPart({ work, content, onEdit }: WordsPartProps) {
  const names = [...new Set([...work.item.elements, ...content.elements.map(({ name }) => name)])]
  const missing = names.filter((name) => elementText(content, name).trim() === '').length
  return (
    <Card title={missing > 0 ? `要公开的内容（还有 ${missing} 项没写）` : '要公开的内容'}>
      <View className="edit__short">
        {names.map((name) => {
          const text = elementText(content, name)
          return (
            <Textarea
              key={name}
              label={name}
              hint={text.trim() === '' ? '还没写' : undefined}
              maxLength={2000}
              value={text}
              onChange={(next) => onEdit((old) => withElement(old, name, next))}
            />
          )
        })}
      </View>
    </Card>
  )
}

export function BodyPart({ content, onEdit }: Omit<WordsPartProps, 'work'>) {
  return (
    <Card title="正文">
      <Textarea
        label="还要说明的"
        hint="没有可以不写。不要写身份证号、银行卡号和手机号。"
        maxLength={20_000}
        value={content.body}
        onChange={(body) => onEdit((old) => ({ ...old, body }))}
      />
    </Card>
  )
}
