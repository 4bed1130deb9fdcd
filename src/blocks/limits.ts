/**
 * What each chat platform refuses, in one table. Lengths are Unicode code points unless a comment says otherwise.
 * Slack: https://docs.slack.dev/reference/block-kit, with the names of test/blocks/block-kit/limits.json.
 */
export const limits = {
  slack: {
    text: { min_length: 1, max_length: 3000 },
    action_id: { max_length: 255 },
    block_id: { max_length: 255 },
    button: {
      text: { max_length: 75 },
      url: { max_length: 3000 },
      value: { max_length: 2000 },
      accessibility_label: { max_length: 75 },
    },
    confirmation: {
      title: { max_length: 100 },
      text: { max_length: 300 },
      confirm: { max_length: 30 },
      deny: { max_length: 30 },
    },
    option: {
      text: { max_length: 75 },
      value: { max_length: 150 },
      description: { max_length: 75 },
      url: { max_length: 3000 },
    },
    option_group: { label: { max_length: 75 }, options: { min_items: 1, max_items: 100 } },
    select: {
      placeholder: { max_length: 150 },
      options: { max_items: 100 },
      option_groups: { max_items: 100 },
    },
    overflow: { options: { min_items: 1, max_items: 5 } },
    checkboxes: { options: { min_items: 1, max_items: 10 } },
    radio_buttons: { options: { min_items: 1, max_items: 10 } },
    url_source: { url: { min_length: 1, max_length: 3000 } },
    file_input: { max_files: { min: 1, max: 10 } },
    plain_text_input: { max_length: { max: 3000 } },
    actions: { elements: { max_items: 25 } },
    alert: { text: { max_length: 200 } },
    card: {
      title: { max_length: 150 },
      subtitle: { max_length: 150 },
      body: { max_length: 200 },
      actions: { max_items: 3 },
      subtext: { max_length: 200 },
    },
    carousel: { elements: { min_items: 1, max_items: 10 } },
    container: {
      title: { max_length: 150 },
      subtitle: { max_length: 150 },
      child_blocks: { max_items: 10 },
    },
    context: { elements: { max_items: 10 } },
    context_actions: { elements: { max_items: 5 } },
    feedback_button: {
      text: { max_length: 75 },
      value: { max_length: 2000 },
      accessibility_label: { max_length: 75 },
    },
    icon_button: { visible_to_user_ids: { max_items: 10 } },
    data_table: {
      rows: { min_items: 2, max_items: 201 },
      columns: { min_items: 1, max_items: 20 },
      page_size: { min: 1, max: 100 },
      cell_text: { min_length: 1 },
      content: { max_length: 20000 },
    },
    data_visualization: {
      title: { max_length: 50 },
      segments: { min_items: 1, max_items: 12 },
      segment: { label: { max_length: 20 }, value: { exclusive_min: 0 } },
      series: { min_items: 1, max_items: 12 },
      series_name: { max_length: 20 },
      data: { min_items: 1, max_items: 20 },
      point_label: { max_length: 20 },
      categories: { min_items: 1, max_items: 20 },
      category_label: { max_length: 20 },
      axis_label: { max_length: 50 },
    },
    header: { text: { max_length: 150 } },
    image: { image_url: { max_length: 3000 }, alt_text: { max_length: 2000 } },
    input: { label: { max_length: 2000 }, hint: { max_length: 2000 } },
    markdown: { text: { min_length: 1, max_length: 12000 } },
    section: { text: { max_length: 3000 }, fields: { max_items: 10, item_max_length: 2000 } },
    video: {
      alt_text: { min_length: 1, max_length: 200 },
      title: { max_length: 200 },
      author_name: { max_length: 50 },
      description: { max_length: 200 },
      provider_name: { max_length: 50 },
    },
    view: {
      blocks: { min_items: 1, max_items: 100 },
      private_metadata: { max_length: 3000 },
      callback_id: { max_length: 255 },
      title: { max_length: 24 },
      close: { max_length: 24 },
      submit: { max_length: 24 },
    },
    /** The table block: one in a message, and its cells together at most 10,000 characters. */
    table: { rows: { max_items: 100 }, columns: { max_items: 20 }, content: { max_length: 10000 } },
    message: {
      blocks: { max_items: 50 },
      /** Undocumented: over it Slack answers `msg_blocks_too_long` (slackapi/bolt-js#2509). */
      content: { max_length: 13200 },
      /** Undocumented: what one block costs of that total, besides its text (same thread: a divider cost 125). */
      block_overhead: 125,
      /** The fallback text; over 4,000 Slack answers `msg_too_long`. */
      text: { max_length: 4000 },
    },
    /** About one message a second in a channel, short bursts allowed: https://docs.slack.dev/apis/web-api/rate-limits */
    pace: { burst: 8, every: 1_000 },
  },
  /**
   * Teams: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages. It refuses a
   * message of about 100 kB in UTF-16 and advises 80 kB; 4 kB of that are left for what a message holds beside its card.
   */
  teams: {
    card: { bytes: 76_000 },
    /** Of a PNG within a card: as base64, two bytes a letter, it takes 2.7 times as many of the card's. */
    picture: { bytes: 20_000 },
    /** Buttons in one row that are shown; the others would be hidden in a menu or dropped. */
    actions: { max_items: 6 },
  },
} as const
