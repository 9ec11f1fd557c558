import type { PackageEntry } from '@hutang/shared/contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { mutePolicy } from '../../api/mute-policy'
import { Button, Problem, toast } from '../../components'
import { goToPolicies } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { PolicyEntry } from '../../widgets'

interface EntryProps {
  entry: PackageEntry
  news: string | undefined
  firm: string | null
}

/** A policy of the package; unfolded, with what can be done. */
export function Entry({ entry, news, firm }: EntryProps) {
  const { policy, mayApply, outcome } = entry
  const [muted, setMuted] = useState(false)
  const mute = useAction(async () => {
    await mutePolicy(policy.id, true, policy.region)
    setMuted(true)
    toast('这项政策不再提醒。这里随时能看')
  })
  const open = () => goToPolicies('policy', { id: policy.id, enterprise: firm ?? undefined })
  return (
    <PolicyEntry entry={entry} news={news} onOpen={open}>
      <View className="package__doing">
        <Problem error={mute.error} />
        {mayApply && outcome === 'eligible' && policy.way !== 'instant' ? (
          <Button inline label={`我要办，${policy.title}`} onPress={open}>
            我要办
          </Button>
        ) : null}
        {firm === null || muted ? null : (
          <Button
            kind="quiet"
            inline
            busy={mute.busy}
            label={`不再提醒，${policy.title}`}
            onPress={() => void mute.run()}
          >
            不再提醒
          </Button>
        )}
      </View>
    </PolicyEntry>
  )
}
