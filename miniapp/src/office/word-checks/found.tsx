import type { FoundWords } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { ApiError } from '../../api/errors'
import { Button, Card, Problem, Tag, toast } from '../../components'
import { momentText } from '../../format/date'
import { goTo, goToOffice, goToPolicies } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'

const shown = 120

interface FoundProps {
  words: FoundWords
  office: string
  onSeen: () => void
}

/** One text: why WeChat did not let it pass, where it stands, what can be done. */
export function Found({ words, office, onSeen }: FoundProps) {
  const { id, text, why, region, whatText, title, at, todo } = words
  const [whole, setWhole] = useState(false)
  const seen = useAction(async () => {
    const others = await isSeen(id)
    toast(others ? '已经有人看过了' : '看过了，原话还在原处')
    onSeen()
  })
  const where = originalOf(words, office)
  const cut = !whole && text.length > shown
  const begins = text.slice(0, 20)
  return (
    <Card>
      <View>
        <Tag tone="missing">{why}</Tag>
      </View>
      <Text className="found-words__text" userSelect>{`“${cut ? `${text.slice(0, shown)}…` : text}”`}</Text>
      {cut ? (
        <Button kind="quiet" inline label={begins} onPress={() => setWhole(true)}>
          看全文
        </Button>
      ) : null}
      <Text className="found-words__where">
        {[region?.name, whatText, title, momentText(at)].filter(Boolean).join(' · ')}
      </Text>
      <Text className="found-words__todo">{todo}</Text>
      <View className="found-words__doors">
        {where ? (
          <Button icon={where.icon} label={begins} onPress={where.open}>
            {where.name}
          </Button>
        ) : null}
        <Button kind="secondary" icon="check" label={begins} busy={seen.busy} onPress={() => void seen.run()}>
          看过了
        </Button>
      </View>
      <Problem error={seen.error} />
    </Card>
  )
}

/** True: somebody else was first. */
async function isSeen(id: string): Promise<boolean> {
  try {
    await call('POST /api/word-checks/:id/done', { params: { id } })
    return false
  } catch (failure) {
    if (failure instanceof ApiError && failure.status === 404) return true
    throw failure
  }
}

/** Where the words stand, as far as the office may go there. */
function originalOf({ what, within }: FoundWords, office: string) {
  if (what === 'enterprise')
    return {
      name: '打开“企业”',
      icon: 'building' as const,
      open: () => goToOffice('enterprises', { region: office }),
    }
  if (within === null) return null
  const open = () =>
    what === 'appeal' ? goToPolicies('appeal', { id: within }) : goTo('question', { id: within })
  return { name: '打开原件', icon: 'message' as const, open }
}
