import { Text } from '@tarojs/components'
import { Card } from '../../../components'
import './steps.scss'

interface StepsProps {
  title: string
  lines: readonly string[]
  tone?: 'warning' | 'info'
}

/** What will happen, one sentence each, in order. */
export function Steps({ title, lines, tone }: StepsProps) {
  return (
    <Card title={title} tone={tone}>
      {lines.map((line) => (
        <Text className="steps__step" key={line}>
          {`· ${line}`}
        </Text>
      ))}
    </Card>
  )
}

/** A sentence of its own in a card. */
export const Line = ({ children, quiet }: { children: string; quiet?: boolean }) => (
  <Text className={quiet ? 'steps__line steps__line--quiet' : 'steps__line'} userSelect>
    {children}
  </Text>
)
