import type { EditionWork } from '@hutang/shared/contract'
import { View } from '@tarojs/components'
import { memo } from 'react'
import type { FieldProblem } from '../../api/errors'
import { Button, Card, Textarea } from '../../components'
import { elementText, withElement } from '../draft/merge'
import type { Content } from '../table/rows'
import { elementAnchor } from './anchors'
import { blockedAt } from './blocked'
import { useAfterDraw } from './use-after-draw'

interface PartProps {
  /** What may not be published, marked at its field. */
  blocked: readonly FieldProblem[]
  onEdit: (change: (content: Content) => Content) => void
}

const longestPlain = 100

/** The elements that the item asks for, and those that were written. */
export const elementNames = ({ item }: EditionWork, { elements }: Content): string[] => [
  ...new Set([...item.elements, ...elements.map(({ name }) => name)]),
]

/** The title and the plain sentence (一句话说清), which lists, messages and search show. */
export const HeadPart = memo(function HeadPart({
  title,
  plain,
  suggested,
  blocked,
  onEdit,
}: PartProps & Pick<Content, 'title' | 'plain'> & { suggested: string }) {
  const words = plain.length
  return (
    <Card title="标题和一句话">
      <View className="edit__short" id="at-title">
        <Textarea
          label="标题"
          required
          error={blockedAt(blocked, 'content.title')}
          maxLength={60}
          value={title}
          onChange={(text) => onEdit((old) => ({ ...old, title: text.replace(/\n/g, '') }))}
        />
      </View>
      <View>
        {title === '' ? (
          <View className="edit__below">
            <Button kind="quiet" icon="plus" onPress={() => onEdit((old) => ({ ...old, title: suggested }))}>
              {`用“${suggested}”`}
            </Button>
          </View>
        ) : null}
      </View>
      <View id="at-plain">
        <Textarea
          label="一句话说清"
          required
          error={blockedAt(blocked, 'content.plain')}
          hint={`村民最先看到的就是它：什么事、多少钱、跟谁有关。例：本季度流转费 86 万元，11 月 25 日前发到各户。${
            words > 0 ? `写了 ${words} 字，最多 ${longestPlain} 字。` : ''
          }`}
          maxLength={longestPlain}
          value={plain}
          onChange={(text) => onEdit((old) => ({ ...old, plain: text }))}
        />
      </View>
    </Card>
  )
})

/** A field for each element (公开内容) that the item requires. */
export const ElementsPart = memo(function ElementsPart({
  names,
  elements,
  blocked,
  onEdit,
}: PartProps & Pick<Content, 'elements'> & { names: readonly string[] }) {
  const missing = names.filter((name) => elementText({ elements }, name).trim() === '').length
  return (
    <Card title={missing > 0 ? `要公开的内容（还有 ${missing} 项没写）` : '要公开的内容'}>
      <View className="edit__short" id="at-elements">
        {names.map((name) => {
          const text = elementText({ elements }, name)
          return (
            <View key={name} id={elementAnchor(name, names)}>
              <Textarea
                label={name}
                error={blockedAt(blocked, 'content.elements', name)}
                hint={text.trim() === '' ? '还没写' : undefined}
                maxLength={2000}
                value={text}
                onChange={(next) => onEdit((old) => withElement(old, name, next))}
              />
            </View>
          )
        })}
      </View>
    </Card>
  )
})

export const BodyPart = memo(function BodyPart({ body, blocked, onEdit }: PartProps & Pick<Content, 'body'>) {
  const drawn = useAfterDraw(body)
  return (
    <Card title="正文">
      <View id="at-body">
        <Textarea
          label="还要说明的"
          error={blockedAt(blocked, 'content.body')}
          hint="没有可以不写。不要写身份证号、银行卡号和手机号。"
          maxLength={20_000}
          value={drawn ? body : ''}
          disabled={!drawn}
          onChange={(text) => onEdit((old) => ({ ...old, body: text }))}
        />
      </View>
    </Card>
  )
})
