import type { ObjectReader } from "../object-reader.js";
import { isJsonObject } from "../../util/json.js";
import type { RawMember } from "../run.js";
import { readerAt } from "../shared.js";
import type { RawMessage } from "./message.js";
import { rawMessage, withTraits } from "./message.js";

/** What one side may say on a channel, whatever the version: both versions become this. */
export interface ChannelOperation {
  readonly name: string;
  /** From the client's view. */
  readonly direction: "send" | "receive" | "both";
  readonly reader: ObjectReader;
  readonly channel: ObjectReader;
  /** The channel's address; undefined when it is only known at run time. */
  readonly address: string | undefined;
  readonly messages: readonly RawMessage[];
  readonly replies: readonly RawMessage[];
}

/** AsyncAPI 2: `publish` is what clients send to the channel, `subscribe` what they receive. */
export function operationsOfVersion2(root: ObjectReader): ChannelOperation[] {
  return (root.members("channels") ?? []).flatMap((member) => {
    const channel = readerAt(member, root.scope);
    if (!channel) return [];
    return (["publish", "subscribe"] as const).flatMap((verb): ChannelOperation[] => {
      const written = channel.object(verb);
      if (!written) return [];
      const reader = withTraits(written);
      const direction = verb === "publish" ? "send" : "receive";
      const name = reader.text("operationId") ?? member.name;
      const messages = messagesOfVersion2(reader);
      const address = member.name;
      return [{ name, direction, reader, channel, address, messages, replies: [] }];
    });
  });
}

function messagesOfVersion2(operation: ObjectReader): RawMessage[] {
  const value = operation.raw.message;
  if (value === undefined) return [];
  const several = isJsonObject(value) ? operation.object("message")?.items("oneOf") : undefined;
  const single = { name: "0", value, location: operation.at("message") };
  return messagesAt(several ?? [single], operation);
}

/** AsyncAPI 3: an application's operations; a document describes the server unless it says otherwise. */
export function operationsOfVersion3(
  root: ObjectReader,
  perspective: "server" | "client",
): ChannelOperation[] {
  const operations = root.members("operations");
  if (!operations?.length) return channelsWithoutOperations(root);
  return operations.flatMap((member): ChannelOperation[] => {
    const written = readerAt(member, root.scope);
    if (!written) return [];
    const reader = withTraits(written);
    const channel = readerOf(reader, "channel");
    if (!channel) return [];
    const sends =
      (reader.oneOf("action", ["send", "receive"]) === "send") === (perspective === "client");
    const reply = readerOf(reader, "reply");
    const replyChannel = reply && readerOf(reply, "channel");
    return [
      {
        name: member.name,
        direction: sends ? "send" : "receive",
        reader,
        channel,
        address: channel.text("address"),
        messages: listed(reader, channel),
        replies: reply ? listed(reply, replyChannel) : [],
      },
    ];
  });
}

function channelsWithoutOperations(root: ObjectReader): ChannelOperation[] {
  return (root.members("channels") ?? []).flatMap((member): ChannelOperation[] => {
    const channel = readerAt(member, root.scope);
    if (!channel) return [];
    const address = channel.text("address");
    const messages = messagesAt(channel.members("messages") ?? [], channel);
    const rest = { reader: channel, channel, address, messages, replies: [] };
    return [{ name: member.name, direction: "both", ...rest }];
  });
}

/** The messages that an operation or a reply names, else all of its channel. */
function listed(owner: ObjectReader, channel: ObjectReader | undefined): RawMessage[] {
  const own = owner.items("messages");
  if (own) return messagesAt(own, owner);
  return channel ? messagesAt(channel.members("messages") ?? [], channel) : [];
}

function messagesAt(members: readonly RawMember[], owner: ObjectReader): RawMessage[] {
  return members.flatMap((member) => rawMessage(member, owner) ?? []);
}

function readerOf(owner: ObjectReader, key: string): ObjectReader | undefined {
  const value = owner.raw[key];
  if (value === undefined) return undefined;
  return readerAt({ name: key, value, location: owner.at(key) }, owner.scope);
}
