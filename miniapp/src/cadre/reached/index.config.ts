export default definePageConfig({ navigationBarTitleText: '告诉了谁' })
