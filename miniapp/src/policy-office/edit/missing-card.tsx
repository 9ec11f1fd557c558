import type { PolicyWork } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Card, Icon, Pressable } from '../../components'

const most = 20

/** The place of a field on the page: each part of the form has one, and each condition. */
function anchorOf(field: string): string {
  const [root, part = '', ...rest] = field.split('.')
  if (root === 'change') return 'at-change'
  return part === 'rule' && rest.length > 0 ? `at-rule-${rest.join('-')}` : `at-${part}`
}

interface MissingCardProps {
  problems: PolicyWork['problems']
  objections: PolicyWork['objections']
  /** Shows the part of the page that has it, on a phone. */
  onGo: (anchor: string) => void
}

/** Everything that must still be done before 送审; a tap goes to it. */
export function MissingCard({ problems, objections, onGo }: MissingCardProps) {
  const all = [...objections, ...problems]
  if (all.length === 0) return null
  return (
    <Card title={`送审前还差 ${all.length} 处`} tone="warning">
      {all.slice(0, most).map(({ field, message }) => (
        <Pressable
          className="policy-edit__problem"
          key={`${field} ${message}`}
          label={`${message}点这里去改`}
          onPress={() => onGo(anchorOf(field))}
        >
          <Icon name="alert" />
          <Text className="policy-edit__problem-words">{message}</Text>
        </Pressable>
      ))}
      {all.length > most ? <View>{`还有 ${all.length - most} 处`}</View> : null}
    </Card>
  )
}

/** Scrolls so that the field is in view; a condition that is gone leaves its card. */
export function scrollToAnchor(id: string): void {
  if (process.env.TARO_ENV === 'h5') {
    const found = document.getElementById(id) ?? document.getElementById(id.split('-').slice(0, 2).join('-'))
    found?.scrollIntoView({ block: 'center' })
  } else void Taro.pageScrollTo({ selector: `#${id}`, offsetTop: -80, duration: 200 })
}
