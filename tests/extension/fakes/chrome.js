/**
 * The part of `chrome` that the panel uses, outside an extension.
 *
 * It behaves as the browser does where the panel can tell: `storage` copies what goes in and out and tells of changes
 * after the writing; `permissions.request` adds an origin when the person agrees (`fake.agrees`), `remove` takes it
 * away; `runtime.sendMessage` waits for the worker, which here is `fake.worker`. What the panel said is in
 * `fake.heard`. `fake.tabs` are the addresses of open tabs, the first in front, which `webNavigation` tells and `tabs`
 * does not. `fakeBefore`, set before this is loaded, holds what storage and grants begin with; tests steer `fake`
 * afterwards.
 */
(() => {
  const copy = (value) => structuredClone(value);

  const before = { local: {}, session: {}, origins: [], ...window.fakeBefore };

  function area(items) {
    const kept = new Map(Object.entries(items));
    const listeners = new Set();
    const tell = (changes) => queueMicrotask(() => listeners.forEach((listener) => listener(changes)));
    return {
      get: async (key) => (kept.has(key) ? { [key]: copy(kept.get(key)) } : {}),
      set: async (items) => {
        const changes = {};
        for (const [key, value] of Object.entries(items)) {
          changes[key] = { oldValue: copy(kept.get(key)), newValue: copy(value) };
          kept.set(key, copy(value));
        }
        tell(changes);
      },
      remove: async (key) => {
        const oldValue = kept.get(key);
        if (kept.delete(key)) tell({ [key]: { oldValue } });
      },
      onChanged: { addListener: (listener) => listeners.add(listener) },
    };
  }

  const fake = {
    agrees: true,
    tabs: [],
    commands: [],
    heard: [],
    worker: () => ({ ok: true }),
    ...before,
    origins: new Set(before.origins),
  };
  window.fake = fake;
  window.chrome = {
    storage: { session: area(before.session), local: area(before.local) },
    permissions: {
      contains: async ({ origins = [], permissions = [] }) =>
        [...origins, ...permissions].every((one) => fake.origins.has(one)),
      request: async ({ origins = [], permissions = [] }) => {
        if (fake.agrees) [...origins, ...permissions].forEach((one) => fake.origins.add(one));
        return fake.agrees;
      },
      remove: async ({ origins = [], permissions = [] }) =>
        [...origins, ...permissions].every((one) => fake.origins.delete(one)),
    },
    runtime: {
      sendMessage: async (message) => {
        fake.heard.push(copy(message));
        return copy(await fake.worker(message));
      },
    },
    commands: { getAll: async () => fake.commands },
    tabs: {
      query: async ({ active }) => fake.tabs.map((_, id) => ({ id })).slice(0, active ? 1 : undefined),
      onActivated: { addListener: (listener) => void (fake.activated = listener) },
      onUpdated: { addListener: () => {} },
    },
    webNavigation: { getFrame: async ({ tabId }) => ({ url: fake.tabs[tabId] }) },
  };
})();
